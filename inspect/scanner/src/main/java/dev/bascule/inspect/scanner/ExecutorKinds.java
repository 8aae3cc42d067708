package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the kinds of executors, schedulers and options that choose threads, as far as one method shows where they come from. */
final class ExecutorKinds {
    private static final int DEEPEST = 8;

    private final Knowledge knowledge;
    private final Body body;

    ExecutorKinds(Knowledge knowledge, Body body) {
        this.knowledge = knowledge;
        this.body = body;
    }

    /** The kind of thread behind an executor; one that nobody knows is somebody's own, and may block. */
    RunsOn kind(Set<Origin> executor) {
        RunsOn kind = known(executor, 0);
        return kind == null ? RunsOn.BLOCKING : kind;
    }

    /** Null if it is not known of any; where they differ, one that may block. */
    private @Nullable RunsOn known(Set<Origin> executor, int depth) {
        RunsOn kind = null;
        boolean isFirst = true;
        for (Origin origin : executor) {
            RunsOn each = known(origin, depth);
            kind = isFirst || kind == each ? each : RunsOn.BLOCKING;
            isFirst = false;
        }
        return kind;
    }

    private @Nullable RunsOn known(Origin origin, int depth) {
        if (origin instanceof Origin.Result result) {
            return ofCall(body.calls().get(result.call()), depth);
        }
        if (origin instanceof Origin.Field field) {
            return knowledge.executor(field);
        }
        return origin instanceof Origin.Made made ? made(made, depth) : null;
    }

    private @Nullable RunsOn ofCall(Call call, int depth) {
        RunsOn own = set(call, depth);
        boolean isFluent = call.kind() == Call.Kind.VIRTUAL
                && call.target().returnType().equals(call.target().owner());
        return own == null && isFluent && depth < DEEPEST ? known(call.receiver(), depth + 1) : own;
    }

    /** What the call itself says, or what it is given. */
    private @Nullable RunsOn set(Call call, int depth) {
        RunsOn own = knowledge.of(call.target()).executor();
        if (own != null || depth >= DEEPEST) {
            return own;
        }
        for (Set<Origin> argument : call.arguments()) {
            for (Origin each : argument) {
                RunsOn given = each instanceof Origin.Field field ? knowledge.executor(field) : null;
                if (given != null) {
                    return given;
                }
            }
        }
        return null;
    }

    /** As it is made, if no later call on it says otherwise. */
    private @Nullable RunsOn made(Origin.Made made, int depth) {
        for (Call call : body.calls()) {
            if (!call.isConstructor() && call.receiver().contains(made)) {
                RunsOn later = set(call, depth + 1);
                if (later != null) {
                    return later;
                }
            }
        }
        return knowledge.of(new Code(made.type(), "<init>", "()V")).executor();
    }
}
