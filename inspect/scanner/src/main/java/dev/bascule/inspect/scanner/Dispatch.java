package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Finds the methods that a call may run. An object made in the same method is exact; else those of the subclasses of which
 * the program makes objects, if they are few: a call with many targets joins everything with everything, and what it then
 * says nobody believes (so do class-hierarchy and rapid-type analysis: Dean et al. 1995, Bacon and Sweeney 1996).
 */
final class Dispatch {
    static final int MOST_TARGETS = 5;

    /** A method that a call may run, and how sure that is. */
    record Target(MethodInfo method, Confidence confidence) {}

    private final World world;
    private final Set<Code> unresolved = new HashSet<>();
    private final Map<Code, List<Target>> virtual = new HashMap<>();

    Dispatch(World world) {
        this.world = world;
    }

    /** How many methods are called that may be too many others. */
    long unresolved() {
        return unresolved.size();
    }

    /** Whether a call of this one may run too many methods to follow them. */
    boolean isTooMany(Code target) {
        return unresolved.contains(target);
    }

    List<Target> targets(Call call) {
        Code target = call.target();
        if (target.owner().startsWith("[")) {
            return List.of();
        }
        if (call.kind() != Call.Kind.VIRTUAL) {
            return exact(world.resolve(target.owner(), target.name(), target.descriptor()));
        }
        Set<String> made = madeTypes(call.receiver());
        if (made != null) {
            Map<Code, Target> found = new HashMap<>();
            for (String type : made) {
                exact(world.resolve(type, target.name(), target.descriptor()))
                        .forEach(each -> found.put(each.method().code(), each));
            }
            return List.copyOf(found.values());
        }
        return virtual(target);
    }

    /** The same for a function that names a method. */
    List<Target> targets(Origin.Function function) {
        Code body = function.body();
        return function.virtual() ? virtual(body) : exact(world.resolve(body.owner(), body.name(), body.descriptor()));
    }

    /** The method of an object that is passed where a function of this type is wanted. */
    List<Target> targets(Origin.Made made, String functionType) {
        for (Code wanted : abstractMethods(functionType)) {
            MethodInfo method = world.resolve(made.type(), wanted.name(), wanted.descriptor());
            if (method != null) {
                return exact(withoutBridge(made.type(), method));
            }
        }
        return List.of();
    }

    /** A generic function's own method stands behind a bridge with the erased types. */
    private MethodInfo withoutBridge(String type, MethodInfo method) {
        ClassInfo info = method.isBridge() ? world.find(type) : null;
        return info == null
                ? method
                : info.methods().values().stream()
                        .filter(each -> !each.isBridge()
                                && each.code().name().equals(method.code().name())
                                && each.code().parameters() == method.code().parameters())
                        .findFirst()
                        .orElse(method);
    }

    private List<Code> abstractMethods(String type) {
        List<Code> found = new ArrayList<>();
        for (String each : world.supertypes(type)) {
            ClassInfo info = world.find(each);
            if (info != null) {
                info.methods().values().stream()
                        .filter(MethodInfo::isAbstract)
                        .map(MethodInfo::code)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static List<Target> exact(@Nullable MethodInfo method) {
        return method == null ? List.of() : List.of(new Target(method, Confidence.CERTAIN));
    }

    private static @Nullable Set<String> madeTypes(Set<Origin> receiver) {
        Set<String> types = new LinkedHashSet<>();
        for (Origin each : receiver) {
            if (!(each instanceof Origin.Made made)) {
                return null;
            }
            types.add(made.type());
        }
        return types.isEmpty() ? null : types;
    }

    private List<Target> virtual(Code target) {
        List<Target> known = virtual.get(target);
        if (known == null) {
            known = findVirtual(target);
            virtual.put(target, known);
        }
        return known;
    }

    private List<Target> findVirtual(Code target) {
        ClassInfo declared = world.find(target.owner());
        MethodInfo own = world.resolve(target.owner(), target.name(), target.descriptor());
        if (own != null && (own.isPrivate() || own.isFinal() || (declared != null && declared.isFinal()))) {
            return exact(own);
        }
        Map<Code, MethodInfo> found = new HashMap<>();
        for (ClassInfo each : world.subtypes(target.owner())) {
            if (!each.isInterface() && !each.isAbstract() && (each.isApplication() || world.isMade(each))) {
                MethodInfo method = world.resolve(each.name(), target.name(), target.descriptor());
                if (method != null) {
                    found.put(method.code(), method);
                }
                if (found.size() > MOST_TARGETS) {
                    unresolved.add(target);
                    return List.of();
                }
            }
        }
        Confidence confidence = found.size() == 1 ? Confidence.CERTAIN : Confidence.LIKELY;
        return found.values().stream().map(each -> new Target(each, confidence)).toList();
    }

    /** The internal name of the type of an argument. */
    static String argumentType(Code method, int index) {
        Type type = Type.getArgumentTypes(method.descriptor())[index];
        return type.getSort() == Type.OBJECT ? type.getInternalName() : "";
    }
}
