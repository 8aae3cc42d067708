package dev.bascule.inspect.scanner;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Finds which arguments of a method may be run by it, or by what it passes them to. */
final class RunArguments {
    private final MethodInfo method;
    private final CallKinds kinds;
    private final Function<Code, BitSet> known;
    private final BitSet found = new BitSet();

    /**
     * Of one method.
     *
     * @param known the arguments that are run by what a call may run, plus one, as far as is known
     */
    RunArguments(MethodInfo method, CallKinds kinds, Function<Code, BitSet> known) {
        this.method = method;
        this.kinds = kinds;
        this.known = known;
    }

    /** Their numbers, plus one. */
    BitSet find() {
        for (Call call : method.body().calls()) {
            CallKinds.Kind kind = kinds.of(call.target());
            look(call, kind.runs());
            if (kind.passes()) {
                look(call, known.apply(call.target()));
            }
            if (kind.acts()) {
                lookAtResults(call, kind.runs());
            }
        }
        if (!found.isEmpty()) {
            found.and(kinds.carriers(method.code()));
        }
        return found;
    }

    private void look(Call call, BitSet run) {
        if (run.get(0)) {
            note(call.receiver());
        }
        List<Set<Origin>> arguments = call.arguments();
        for (int each = run.nextSetBit(1); each > 0 && each <= arguments.size(); each = run.nextSetBit(each + 1)) {
            note(arguments.get(each - 1));
        }
    }

    private void note(Set<Origin> value) {
        for (Origin each : value) {
            if (each instanceof Origin.Argument argument) {
                found.set(argument.index() + 1);
            } else if (each instanceof Origin.Function function) {
                function.bound().forEach(this::note);
            }
        }
    }

    /** What a function returns is part of what follows from the call, with numbers of arguments that are its own. */
    private void lookAtResults(Call call, BitSet run) {
        List<Set<Origin>> arguments = call.arguments();
        for (int each = run.nextSetBit(1); each > 0 && each <= arguments.size(); each = run.nextSetBit(each + 1)) {
            if (arguments.get(each - 1).stream().anyMatch(this::mayGiveStage)) {
                found.set(1, method.code().parameters() + 1);
            }
        }
    }

    private boolean mayGiveStage(Origin function) {
        return function instanceof Origin.Function made
                ? kinds.isAsync(made.body())
                : function instanceof Origin.Made || function instanceof Origin.Field;
    }
}
