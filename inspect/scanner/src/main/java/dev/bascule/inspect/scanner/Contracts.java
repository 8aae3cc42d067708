package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.Catalog.Contract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the methods of the program that a framework calls on a thread that must not block. */
final class Contracts {
    private final World world;
    private final Knowledge knowledge;
    private final List<Row> rows;

    /** A contract, with the internal name of the type that it is about: all classes are asked about each. */
    private record Row(Contract contract, @Nullable String implementing) {
        static Row of(Contract contract) {
            String type = contract.implementing();
            return new Row(contract, type == null ? null : Knowledge.internal(type));
        }
    }

    Contracts(World world, Knowledge knowledge) {
        this.world = world;
        this.knowledge = knowledge;
        this.rows = knowledge.contracts().stream().map(Row::of).toList();
    }

    /**
     * The first contract that the method fulfils.
     *
     * @param possible those of its class
     */
    Optional<Contract> first(List<Contract> possible, ClassInfo owner, MethodInfo method) {
        if (method.isAbstract() || method.isBridge() || method.code().name().startsWith("<")) {
            return Optional.empty();
        }
        return possible.stream()
                .filter(contract -> matches(contract, owner, method))
                .findFirst();
    }

    /** Whether an annotation takes the method off the thread that a contract would have it called on. */
    boolean mayBlock(ClassInfo owner, MethodInfo method) {
        return possible(owner).stream().anyMatch(contract -> isExcepted(contract.unless(), owner, method));
    }

    /** The first contract of functions of this type, as far as the type alone tells. */
    Optional<Contract> ofFunction(String type) {
        return knowledge.contracts().stream()
                .filter(contract -> contract.implementing() != null
                        && contract.annotatedClass().isEmpty()
                        && contract.annotatedMethod().isEmpty()
                        && knowledge.isSubtype(type, contract.implementing()))
                .findFirst();
    }

    /** Those that are not about other classes. */
    List<Contract> possible(ClassInfo owner) {
        List<Contract> possible = new ArrayList<>();
        for (Row row : rows) {
            Contract contract = row.contract();
            if ((row.implementing() == null || world.isSubtype(owner.name(), row.implementing()))
                    && (contract.annotatedClass().isEmpty() || classHasAny(contract.annotatedClass(), owner))) {
                possible.add(contract);
            }
        }
        return possible;
    }

    private boolean matches(Contract contract, ClassInfo owner, MethodInfo method) {
        return isNamed(contract.methods(), method.code().name())
                && (contract.implementing() == null || hasIt(contract.implementing(), method))
                && hasAny(contract.annotatedMethod(), method.annotations())
                && returnsAny(contract.returns(), method)
                && !isExcepted(contract.unless(), owner, method);
    }

    private static boolean isNamed(List<String> names, String name) {
        return names.isEmpty()
                || names.stream()
                        .anyMatch(each -> each.endsWith("*")
                                ? name.startsWith(each.substring(0, each.length() - 1))
                                : name.equals(each));
    }

    /** Whether the supertype has the method, or is generic so that its own has other types. */
    private boolean hasIt(String supertype, MethodInfo method) {
        if (world.find(Knowledge.internal(supertype)) == null) {
            return true; // its library was not given: then the name must do
        }
        return world.supertypes(Knowledge.internal(supertype)).stream()
                .map(world::find)
                .filter(info -> info != null)
                .flatMap(info -> info.declared().stream())
                .anyMatch(each -> each.code().name().equals(method.code().name())
                        && each.code().parameters() == method.code().parameters());
    }

    private static boolean hasAny(Collection<String> wanted, Set<String> annotations) {
        return wanted.isEmpty() || !Collections.disjoint(annotations, wanted);
    }

    private boolean classHasAny(List<String> wanted, ClassInfo owner) {
        for (String above : world.supertypes(owner.name())) {
            ClassInfo info = world.find(above);
            if (info != null && !Collections.disjoint(info.annotations(), wanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean returnsAny(List<String> types, MethodInfo method) {
        String returned = method.code().returnType();
        return types.isEmpty()
                || (!returned.isEmpty() && types.stream().anyMatch(type -> knowledge.isSubtype(returned, type)));
    }

    private boolean isExcepted(List<String> unless, ClassInfo owner, MethodInfo method) {
        return !unless.isEmpty() && (hasAny(unless, method.annotations()) || classHasAny(unless, owner));
    }
}
