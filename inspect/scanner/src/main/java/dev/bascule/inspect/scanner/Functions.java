package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the code behind functions and executors that are passed to calls. */
final class Functions {
    /**
     * Code behind a function.
     *
     * @param code null if it is an argument of the method around
     * @param argument its number, else -1
     */
    record Found(@Nullable Code code, int argument, Confidence confidence) {}

    private final World world;
    private final Knowledge knowledge;
    private final Dispatch dispatch;
    private final Map<String, Boolean> isFunction = new HashMap<>();

    Functions(World world, Knowledge knowledge, Dispatch dispatch) {
        this.world = world;
        this.knowledge = knowledge;
        this.dispatch = dispatch;
    }

    /** What may be run of the argument of this number. */
    List<Found> passed(Call call, int argument) {
        String type = Dispatch.argumentType(call.target(), argument);
        List<Found> found = new ArrayList<>();
        for (Origin origin : call.arguments().get(argument)) {
            found.addAll(of(origin, type));
        }
        return found;
    }

    /** What is run where a function is called that was passed, made or stored before. */
    List<Found> called(Call call) {
        if (call.kind() != Call.Kind.VIRTUAL || !isFunctionType(call.target().owner())) {
            return List.of();
        }
        return call.receiver().stream()
                .filter(origin -> !(origin instanceof Origin.Made)) // found as any other method of an object
                .flatMap(origin -> of(origin, call.target().owner()).stream())
                .toList();
    }

    private List<Found> of(Origin origin, String type) {
        if (origin instanceof Origin.Function function) {
            return of(function);
        }
        if (origin instanceof Origin.Made made) {
            return dispatch.targets(made, type).stream().map(Functions::found).toList();
        }
        if (origin instanceof Origin.Field field) {
            return world.stored(field).stream()
                    .flatMap(each -> of(each, type).stream())
                    .toList();
        }
        boolean isArgument = origin instanceof Origin.Argument argument && argument.index() >= 0;
        return isArgument
                ? List.of(new Found(null, ((Origin.Argument) origin).index(), Confidence.CERTAIN))
                : List.of();
    }

    private List<Found> of(Origin.Function function) {
        if (knowledge.of(function.body()).leaf() != null) {
            return List.of(new Found(function.body(), -1, Confidence.CERTAIN));
        }
        return dispatch.targets(function).stream().map(Functions::found).toList();
    }

    private static Found found(Dispatch.Target target) {
        return new Found(target.method().code(), -1, target.confidence());
    }

    /** Whether the type has one method that is to be implemented. */
    boolean isFunctionType(String type) {
        return isFunction.computeIfAbsent(type, name -> {
            ClassInfo info = world.find(name);
            return info != null && info.isInterface() && abstractMethods(name) == 1;
        });
    }

    private long abstractMethods(String type) {
        return world.supertypes(type).stream()
                .map(world::find)
                .filter(info -> info != null && info.isInterface())
                .flatMap(info -> info.methods().values().stream())
                .filter(method -> method.isAbstract() && !isObjects(method.code()))
                .map(method -> method.code().name() + method.code().parameters())
                .distinct()
                .count();
    }

    private boolean isObjects(Code method) {
        ClassInfo object = world.find("java/lang/Object");
        return object != null && object.method(method.name(), method.descriptor()) != null;
    }

    /** The kind of thread behind an executor; one that nobody knows is somebody's own, and may block. */
    RunsOn executor(Set<Origin> executor, Body body) {
        RunsOn kind = null;
        for (Origin origin : executor) {
            RunsOn each = executor(origin, body);
            kind = kind == null || kind == each ? each : RunsOn.BLOCKING;
        }
        return kind == null ? RunsOn.BLOCKING : kind;
    }

    private RunsOn executor(Origin origin, Body body) {
        RunsOn known = null;
        if (origin instanceof Origin.Result result) {
            known = knowledge.of(body.calls().get(result.call()).target()).executor();
        } else if (origin instanceof Origin.Field field) {
            known = knowledge.executor(field);
        } else if (origin instanceof Origin.Made made) {
            known = knowledge.of(new Code(made.type(), "<init>", "()V")).executor();
        }
        return known == null ? RunsOn.BLOCKING : known;
    }
}
