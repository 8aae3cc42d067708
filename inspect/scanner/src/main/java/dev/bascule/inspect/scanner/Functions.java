package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the code behind functions and executors that are passed to calls. */
final class Functions {
    /**
     * Code behind a function.
     *
     * @param code null if it is an argument of the method around
     * @param argument its number, else -1
     * @param bound where the code's first arguments come from, in the method around
     */
    record Found(@Nullable Code code, int argument, Confidence confidence, List<Set<Origin>> bound) {}

    private final Knowledge knowledge;
    private final Dispatch dispatch;
    private final Stores stores;
    private final FunctionTypes types;

    Functions(World world, Knowledge knowledge, Dispatch dispatch, Stores stores) {
        this.knowledge = knowledge;
        this.dispatch = dispatch;
        this.stores = stores;
        this.types = new FunctionTypes(world);
    }

    /** Whether the callback's row is about the argument of this number. */
    boolean isRun(Catalog.Callback callback, Code target, int argument) {
        return callback.arguments().isEmpty()
                ? argument != callback.executor() && isFunctionType(target.parameterType(argument))
                : callback.arguments().contains(argument);
    }

    /** What may be run of the argument of this number. */
    List<Found> passed(Call call, int argument) {
        String type = call.target().parameterType(argument);
        return of(call.arguments().get(argument), type);
    }

    /** What may be run of a function of this type. */
    List<Found> of(Set<Origin> function, String type) {
        List<Found> found = new ArrayList<>();
        for (Origin origin : function) {
            found.addAll(of(origin, type));
        }
        return found;
    }

    /** What is run where a function is called that was passed, made or stored before. */
    List<Found> called(Call call) {
        if (call.kind() != Call.Kind.VIRTUAL || !types.isRun(call.target())) {
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
            return found(dispatch.targets(made, type), List.of());
        }
        if (origin instanceof Origin.Field field) {
            return stored(field, type);
        }
        boolean isArgument = origin instanceof Origin.Argument argument && argument.index() >= 0;
        return isArgument
                ? List.of(new Found(null, ((Origin.Argument) origin).index(), Confidence.CERTAIN, List.of()))
                : List.of();
    }

    /** Of several, any may be the one that the object at hand holds. */
    private List<Found> stored(Origin.Field field, String type) {
        List<Found> found = stores.of(field).stream()
                .flatMap(each -> of(each, type).stream())
                .toList();
        if (found.size() > Dispatch.MOST_TARGETS) {
            dispatch.noteUnresolved(new Code(field.owner(), field.name(), "()V"));
            return List.of();
        }
        Confidence most = found.size() == 1 ? Confidence.CERTAIN : Confidence.LIKELY;
        return found.stream()
                .map(each -> new Found(each.code(), each.argument(), Chains.min(each.confidence(), most), List.of()))
                .toList(); // what is bound comes from elsewhere than the method at hand
    }

    private List<Found> of(Origin.Function function) {
        if (knowledge.of(function.body()).leaf() != null) {
            return List.of(new Found(function.body(), -1, Confidence.CERTAIN, List.of()));
        }
        return found(dispatch.targets(function), function.bound());
    }

    private static List<Found> found(List<Dispatch.Target> targets, List<Set<Origin>> bound) {
        return targets.stream()
                .map(target -> new Found(target.method().code(), -1, target.confidence(), bound))
                .toList();
    }

    /** Whether the type has one method that is to be implemented. */
    boolean isFunctionType(String type) {
        return types.isOne(type);
    }
}
