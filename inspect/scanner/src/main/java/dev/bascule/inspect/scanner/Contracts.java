package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.Catalog.Contract;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the methods of the program that a framework calls on a thread that must not block. */
final class Contracts {
    private final World world;
    private final Knowledge knowledge;
    private @Nullable ClassInfo last;
    private List<Contract> ofLast = List.of();

    Contracts(World world, Knowledge knowledge) {
        this.world = world;
        this.knowledge = knowledge;
    }

    /** The first contract that the method fulfils. */
    Optional<Contract> of(ClassInfo owner, MethodInfo method) {
        if (method.isAbstract() || method.isBridge() || method.code().name().startsWith("<")) {
            return Optional.empty();
        }
        return possible(owner).stream()
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

    /** Those that are not about other classes. Methods are asked about class by class. */
    private List<Contract> possible(ClassInfo owner) {
        if (owner != last) {
            last = owner;
            ofLast = knowledge.contracts().stream()
                    .filter(contract -> contract.implementing() == null
                            || knowledge.isSubtype(owner.name(), contract.implementing()))
                    .filter(contract ->
                            contract.annotatedClass().isEmpty() || classHasAny(contract.annotatedClass(), owner))
                    .toList();
        }
        return ofLast;
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
                .flatMap(info -> info.methods().values().stream())
                .anyMatch(each -> each.code().name().equals(method.code().name())
                        && each.code().parameters() == method.code().parameters());
    }

    private static boolean hasAny(Collection<String> wanted, Set<String> annotations) {
        return wanted.isEmpty() || wanted.stream().anyMatch(annotations::contains);
    }

    private boolean classHasAny(List<String> wanted, ClassInfo owner) {
        return world.supertypes(owner.name()).stream()
                .map(world::find)
                .anyMatch(info -> info != null && wanted.stream().anyMatch(info.annotations()::contains));
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
