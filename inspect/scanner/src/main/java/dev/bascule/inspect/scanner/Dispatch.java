package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private final Stores stores;
    private final Set<Code> unresolved = new HashSet<>();
    private final Map<Code, Optional<List<Target>>> virtual = new HashMap<>();

    Dispatch(World world, Stores stores) {
        this.world = world;
        this.stores = stores;
    }

    /** How many methods are called that may be too many others. */
    long unresolved() {
        return unresolved.size();
    }

    /** Whether a call of this one may run too many methods to follow them. */
    boolean isTooMany(Code target) {
        return unresolved.contains(target);
    }

    void noteUnresolved(Code target) {
        unresolved.add(target);
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
            return ofTypes(made, target, Confidence.CERTAIN);
        }
        List<Target> any = virtual(target);
        return any == null ? stored(call) : any;
    }

    /** The class of the object that the method is called on, and of no other; null if that is not known. */
    @Nullable
    String onlyType(Call call) {
        if (call.receiver().size() != 1) {
            return null;
        }
        Origin receiver = call.receiver().iterator().next();
        if (receiver instanceof Origin.Made made) {
            return made.type();
        }
        return receiver instanceof Origin.Field field ? stores.onlyType(field) : null;
    }

    /** Those of a call on an object of this very class. */
    List<Target> targets(Call call, String type) {
        return ofTypes(Set.of(type), call.target(), Confidence.CERTAIN);
    }

    private List<Target> ofTypes(Set<String> types, Code target, Confidence confidence) {
        Map<Code, Target> found = new HashMap<>();
        for (String type : types) {
            MethodInfo method = world.resolve(type, target.name(), target.descriptor());
            if (method != null) {
                found.put(method.code(), new Target(method, confidence));
            }
        }
        return List.copyOf(found.values());
    }

    /** Where a type has too many subtypes: those that are known to be in the field that the receiver comes from. */
    private List<Target> stored(Call call) {
        Set<String> types = new LinkedHashSet<>();
        for (Origin origin : call.receiver()) {
            if (origin instanceof Origin.Field field) {
                stores.of(field).stream()
                        .filter(Origin.Made.class::isInstance)
                        .map(value -> ((Origin.Made) value).type())
                        .filter(type -> world.isSubtype(type, call.target().owner()))
                        .forEach(types::add);
            }
        }
        if (types.isEmpty() || types.size() > MOST_TARGETS) {
            noteUnresolved(call.target());
            return List.of();
        }
        return ofTypes(types, call.target(), Confidence.LIKELY);
    }

    /** The same for a function that names a method. */
    List<Target> targets(Origin.Function function) {
        Code body = function.body();
        if (function.virtual()) {
            List<Target> any = virtual(body);
            if (any == null) {
                noteUnresolved(body);
            }
            return any == null ? List.of() : any;
        }
        return exact(world.resolve(body.owner(), body.name(), body.descriptor()));
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
                : info.declared().stream()
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
                info.declared().stream()
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

    /** Null if they are too many. */
    private @Nullable List<Target> virtual(Code target) {
        Optional<List<Target>> known = virtual.get(target);
        if (known == null) {
            known = Optional.ofNullable(findVirtual(target));
            virtual.put(target, known);
        }
        return known.orElse(null);
    }

    private @Nullable List<Target> findVirtual(Code target) {
        ClassInfo declared = world.find(target.owner());
        MethodInfo own = world.resolve(target.owner(), target.name(), target.descriptor());
        if (own != null && (own.isPrivate() || own.isFinal() || (declared != null && declared.isFinal()))) {
            return exact(own);
        }
        Map<Code, MethodInfo> found = implementations(target, true);
        boolean isMade = !found.isEmpty();
        if (!isMade) {
            found = implementations(target, false); // made by what was not read, or by name
        }
        if (found.size() > MOST_TARGETS) {
            return null;
        }
        Confidence confidence = isMade && found.size() == 1 ? Confidence.CERTAIN : Confidence.LIKELY;
        return found.values().stream().map(each -> new Target(each, confidence)).toList();
    }

    /** Those of the classes below, of which some code makes objects where that is asked; the program's own all count. */
    private Map<Code, MethodInfo> implementations(Code target, boolean made) {
        Map<Code, MethodInfo> found = new HashMap<>();
        for (ClassInfo each : world.subtypes(target.owner())) {
            if (!each.isInterface() && !each.isAbstract() && (!made || each.isApplication() || world.isMade(each))) {
                MethodInfo method = world.resolve(each.name(), target.name(), target.descriptor());
                if (method != null) {
                    found.put(method.code(), method);
                }
                if (found.size() > MOST_TARGETS) {
                    return found;
                }
            }
        }
        return found;
    }
}
