package dev.bascule.inspect.scanner;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions and objects that fields hold: what some code puts there, and what constructors are given that they put
 * there. One field stands for those of all objects of its class.
 */
final class Stores {
    /** An argument of a constructor. */
    private record Parameter(Code constructor, int index) {}

    private final Map<Origin.Field, Set<Origin>> values = new HashMap<>();
    private final Map<Parameter, Set<Origin.Field>> kept = new HashMap<>();
    private final Map<Code, List<Passed>> calls = new HashMap<>();

    /** A call of a constructor, and the method that it stands in. */
    private record Passed(MethodInfo by, Call call) {}

    Stores(World world) {
        for (ClassInfo each : world.all()) {
            each.methods().values().forEach(this::note);
        }
        Deque<Parameter> open = new ArrayDeque<>(kept.keySet());
        while (!open.isEmpty()) {
            Parameter parameter = open.pop();
            for (Passed passed : calls.getOrDefault(parameter.constructor(), List.of())) {
                pass(passed, parameter, open);
            }
        }
        calls.clear();
        kept.clear();
    }

    /** The functions and objects that are put into the field. */
    Set<Origin> of(Origin.Field field) {
        return values.getOrDefault(field, Set.of());
    }

    private void note(MethodInfo method) {
        method.body().stores().forEach((field, origins) -> origins.forEach(origin -> put(method, field, origin)));
        for (Call call : method.body().calls()) {
            if (call.isConstructor() && call.arguments().stream().anyMatch(origins -> !origins.isEmpty())) {
                calls.computeIfAbsent(call.target(), code -> new ArrayList<>()).add(new Passed(method, call));
            }
        }
    }

    private void put(MethodInfo method, Origin.Field field, Origin origin) {
        if (isValue(origin)) {
            values.computeIfAbsent(field, key -> new HashSet<>()).add(origin);
        } else if (origin instanceof Origin.Argument argument && isKept(method, argument)) {
            kept.computeIfAbsent(new Parameter(method.code(), argument.index()), key -> new HashSet<>())
                    .add(field);
        }
    }

    private static boolean isValue(Origin origin) {
        return origin instanceof Origin.Function || origin instanceof Origin.Made;
    }

    private static boolean isKept(MethodInfo method, Origin.Argument argument) {
        return argument.index() >= 0 && method.code().name().equals("<init>");
    }

    private void pass(Passed passed, Parameter parameter, Deque<Parameter> open) {
        Set<Origin.Field> fields = Set.copyOf(kept.getOrDefault(parameter, Set.of()));
        for (Origin origin : passed.call().arguments().get(parameter.index())) {
            if (isValue(origin)) {
                fields.forEach(field ->
                        values.computeIfAbsent(field, key -> new HashSet<>()).add(origin));
            } else if (origin instanceof Origin.Argument argument && isKept(passed.by(), argument)) {
                Parameter outer = new Parameter(passed.by().code(), argument.index());
                if (kept.computeIfAbsent(outer, key -> new HashSet<>()).addAll(fields)) {
                    open.push(outer);
                }
            }
        }
    }
}
