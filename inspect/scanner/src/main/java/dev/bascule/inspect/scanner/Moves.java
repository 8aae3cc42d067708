package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Code that the program has run on threads that may block. What runs on a loop only as a rule does not where the program
 * says this of it.
 */
final class Moves {
    private final Set<Code> code = new HashSet<>();
    private final Set<String> types = new HashSet<>();

    /** The method is run there. */
    void note(@Nullable Code moved, RunsOn on) {
        if (moved != null && on == RunsOn.BLOCKING) {
            code.add(moved);
        }
    }

    /** All methods of the object are run there. */
    void note(Set<Origin> object, RunsOn on) {
        if (on == RunsOn.BLOCKING) {
            object.forEach(origin -> {
                if (origin instanceof Origin.Made made) {
                    types.add(made.type());
                } else if (origin instanceof Origin.Function function
                        && function.body().name().equals("<init>")) {
                    types.add(function.body().owner());
                } else if (origin instanceof Origin.Constant constant && constant.value() instanceof String name) {
                    types.add(name.replace('.', '/')); // of a class, or it names none
                }
            });
        }
    }

    boolean has(MethodInfo method) {
        return code.contains(method.code()) || hasTypeOf(method);
    }

    /** Whether all objects of its class were given to a thread that may block. */
    boolean hasTypeOf(MethodInfo method) {
        return types.contains(method.code().owner());
    }
}
