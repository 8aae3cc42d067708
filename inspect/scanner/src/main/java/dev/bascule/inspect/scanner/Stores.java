package dev.bascule.inspect.scanner;

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
 * The functions and objects that fields hold: what some code puts there, and what constructors are given that they put
 * there. One field stands for those of all objects of its class. Asked about a field, it reads the code of the classes that
 * matter: the field's own, those whose headers name the field, and those that make objects of a class whose constructor keeps
 * what it is given.
 */
final class Stores {
    /** Of more classes that make objects of one class, only the program's own are read. */
    private static final int MOST_MAKERS = 200;

    /** An argument of a constructor. */
    private record Parameter(Code constructor, int index) {}

    private final World world;
    private final Map<Origin.Field, List<ClassInfo>> fromElsewhere = new HashMap<>();
    private final Map<String, List<ClassInfo>> makers = new HashMap<>();

    // -- what has been read --
    private final Set<ClassInfo> noted = new HashSet<>();
    private final Map<Origin.Field, Set<Origin>> put = new HashMap<>();
    private final Map<Origin.Field, Set<Parameter>> kept = new HashMap<>();
    private final Map<Origin.Field, Set<Origin>> known = new HashMap<>();
    private final Map<Origin.Field, Optional<String>> onlyTypes = new HashMap<>();

    Stores(World world) {
        this.world = world;
        for (ClassInfo each : world.all()) {
            each.header().stored().forEach(field -> add(fromElsewhere, field, each));
            each.header().made().forEach(type -> add(makers, type, each));
            if (each.superName() != null) {
                add(makers, each.superName(), each); // its constructors call one of that
            }
        }
    }

    private static <K> void add(Map<K, List<ClassInfo>> map, K key, ClassInfo value) {
        map.computeIfAbsent(key, none -> new ArrayList<>(1)).add(value);
    }

    /** The class of all that is put into the field; null if it is not known, or not one. */
    @Nullable
    String onlyType(Origin.Field field) {
        Optional<String> type = onlyTypes.get(field);
        if (type == null) {
            type = Optional.ofNullable(findOnlyType(field));
            onlyTypes.put(field, type);
        }
        return type.orElse(null);
    }

    private @Nullable String findOnlyType(Origin.Field field) {
        Set<Origin> values = new HashSet<>(of(field));
        for (ClassInfo below : world.subtypes(field.owner())) { // they name it as their own
            values.addAll(of(new Origin.Field(below.name(), field.name())));
        }
        return values.size() == 1 && values.iterator().next() instanceof Origin.Made made ? made.type() : null;
    }

    /** The functions and objects that are put into the field, and whether there is something else. */
    Set<Origin> of(Origin.Field field) {
        Set<Origin> values = known.get(field);
        if (values == null) {
            values = find(field);
            known.put(field, values);
        }
        return values;
    }

    private Set<Origin> find(Origin.Field field) {
        ClassInfo owner = world.find(field.owner());
        if (owner != null) {
            note(owner);
        }
        fromElsewhere.getOrDefault(field, List.of()).forEach(this::note);
        Set<Origin> values = new LinkedHashSet<>(put.getOrDefault(field, Set.of()));
        Set<Parameter> seen = new HashSet<>();
        kept.getOrDefault(field, Set.of()).forEach(parameter -> collect(parameter, seen, values));
        return values;
    }

    private void note(ClassInfo info) {
        if (noted.add(info)) {
            for (MethodInfo method : info.declared()) {
                Outline.Named named = method.named();
                if (named == null || named.stores()) {
                    method.body()
                            .stores()
                            .forEach((field, origins) -> origins.forEach(origin -> note(method, field, origin)));
                }
            }
        }
    }

    private void note(MethodInfo method, Origin.Field field, Origin origin) {
        if (isValue(origin)) {
            put.computeIfAbsent(field, key -> new LinkedHashSet<>()).add(origin);
        } else if (origin instanceof Origin.Argument argument && isKept(method, argument)) {
            kept.computeIfAbsent(field, key -> new LinkedHashSet<>())
                    .add(new Parameter(method.code(), argument.index()));
        } else if (!(origin instanceof Origin.Constant)) {
            put.computeIfAbsent(field, key -> new LinkedHashSet<>()).add(new Origin.Unknown());
        }
    }

    private static boolean isValue(Origin origin) {
        return origin instanceof Origin.Function || origin instanceof Origin.Made;
    }

    private static boolean isKept(MethodInfo method, Origin.Argument argument) {
        return argument.index() >= 0 && method.code().name().equals("<init>");
    }

    /** What the constructor is given, by whoever calls it. */
    private void collect(Parameter parameter, Set<Parameter> seen, Set<Origin> values) {
        if (!seen.add(parameter)) {
            return;
        }
        for (ClassInfo maker : makers(parameter.constructor().owner())) {
            for (MethodInfo method : maker.declared()) {
                if (method.mayCall(parameter.constructor())) {
                    collect(method, parameter, seen, values);
                }
            }
        }
    }

    private void collect(MethodInfo maker, Parameter parameter, Set<Parameter> seen, Set<Origin> values) {
        for (Call call : maker.body().calls()) {
            if (call.target().equals(parameter.constructor())) {
                collect(maker, call.arguments().get(parameter.index()), seen, values);
            }
        }
    }

    private void collect(MethodInfo method, Set<Origin> given, Set<Parameter> seen, Set<Origin> values) {
        for (Origin origin : given) {
            if (isValue(origin)) {
                values.add(origin);
            } else if (origin instanceof Origin.Argument argument && isKept(method, argument)) {
                collect(new Parameter(method.code(), argument.index()), seen, values);
            } else if (!(origin instanceof Origin.Constant)) {
                values.add(new Origin.Unknown());
            }
        }
    }

    /** Those that call constructors of the class: others, those below it, and itself. */
    private List<ClassInfo> makers(String type) {
        List<ClassInfo> all = new ArrayList<>(makers.getOrDefault(type, List.of()));
        if (all.size() > MOST_MAKERS) {
            all.removeIf(each -> !each.isApplication());
        }
        ClassInfo own = world.find(type);
        if (own != null && !all.contains(own)) {
            all.add(own);
        }
        return all;
    }
}
