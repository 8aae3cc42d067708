package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.Guard;
import dev.bascule.inspect.model.catalog.Catalog.Switch;
import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The publishers and stages of one method: how they are chained, what they have run, and on which threads. A call on a
 * publisher gives another one, so what is known of one is made of what is known of the one before it.
 */
final class Chains {
    /** What one call brings about itself, and what it gives. */
    private record Outcome(List<Effect> own, Flowed result) {
        static final Outcome NONE = new Outcome(List.of(), Flowed.UNKNOWN);
    }

    private final MethodInfo method;
    private final Body body;
    private final Effects effects;
    private final Knowledge knowledge;
    private final Dispatch dispatch;
    private final Functions functions;
    private final Map<Integer, Outcome> outcomes = new HashMap<>();
    private final Set<Integer> open = new HashSet<>();

    Chains(MethodInfo method, Effects effects, Knowledge knowledge, Dispatch dispatch, Functions functions) {
        this.method = method;
        this.body = method.body();
        this.effects = effects;
        this.knowledge = knowledge;
        this.dispatch = dispatch;
        this.functions = functions;
    }

    Effects.Summary summary() {
        List<Effect> placed = new ArrayList<>();
        for (int i = 0; i < body.calls().size(); i++) {
            placed.addAll(outcome(i).own());
        }
        return new Effects.Summary(placed, value(body.returns()));
    }

    /** What is known of a publisher or stage that comes from there. */
    Flowed value(Set<Origin> origins) {
        Flowed all = Flowed.UNKNOWN;
        for (Origin origin : origins) {
            all = all.or(value(origin));
        }
        return all;
    }

    private Flowed value(Origin origin) {
        if (origin instanceof Origin.Result result) {
            return outcome(result.call()).result();
        }
        if (origin instanceof Origin.Argument argument
                && argument.index() >= 0
                && knowledge.async(Dispatch.argumentType(method.code(), argument.index())) != null) {
            Call none = new Call(method.code(), Call.Kind.STATIC, 0, Set.of(), List.of(), Set.of(), false);
            Effect all = new Effect(
                    null, argument.index(), true, RunsOn.SUBSCRIBER, false, Confidence.CERTAIN, method, none);
            return new Flowed(List.of(all), RunsOn.UNKNOWN);
        }
        return Flowed.UNKNOWN;
    }

    private Outcome outcome(int number) {
        Outcome known = outcomes.get(number);
        if (known != null) {
            return known;
        }
        if (!open.add(number)) {
            return Outcome.NONE; // a value that is made of itself, in a loop
        }
        Call call = body.calls().get(number);
        Knowledge.Known row = knowledge.of(call.target());
        boolean isModelled =
                row.isModelled() || knowledge.isBoundary(call.target().owner());
        List<Functions.Found> called = functions.called(call);
        Outcome found =
                !called.isEmpty() ? ofFunctions(called, call) : isModelled ? modelled(call, row) : ofProgram(call);
        open.remove(number);
        outcomes.put(number, found);
        return found;
    }

    // -- calls that the catalogue knows --

    private Outcome modelled(Call call, Knowledge.Known row) {
        Flowed base = isOnChain(call) ? value(call.receiver()) : null;
        Flowed others = otherChains(call, base);
        List<Effect> own = new ArrayList<>();
        List<Effect> inner = new ArrayList<>();
        RunsOn innerEmission = null;
        for (Catalog.Callback callback : row.callbacks()) {
            for (Effect effect : placed(call, callback, base)) {
                own.add(effect);
                Flowed result = resultOf(effect);
                inner.addAll(move(result.effects(), each -> each == RunsOn.SUBSCRIBER ? effect.on() : each));
                innerEmission = isFixed(result.emission()) ? result.emission() : innerEmission;
            }
        }
        List<Effect> all = new ArrayList<>(base == null ? List.of() : base.effects());
        all.addAll(others.effects());
        all.addAll(own);
        all.addAll(inner);
        RunsOn emission = row.emits() != null ? row.emits() : emission(call, base, others, own, innerEmission);
        Flowed result = switched(call, row.switches(), new Flowed(all, emission));
        List<Effect> mine = new ArrayList<>(own);
        mine.addAll(inner);
        return new Outcome(mine, result);
    }

    private boolean isOnChain(Call call) {
        return call.kind() == Call.Kind.VIRTUAL && knowledge.async(call.target().owner()) != null;
    }

    /** Publishers and stages that are passed as arguments: to be subscribed to after what they are passed to, or with it. */
    private Flowed otherChains(Call call, @Nullable Flowed base) {
        Flowed all = Flowed.UNKNOWN;
        for (int i = 0; i < call.arguments().size(); i++) {
            if (knowledge.async(Dispatch.argumentType(call.target(), i)) != null) {
                all = all.or(value(call.arguments().get(i)));
            }
        }
        return base == null || !isFixed(base.emission())
                ? all
                : new Flowed(
                        move(all.effects(), each -> each == RunsOn.SUBSCRIBER ? base.emission() : each),
                        all.emission());
    }

    private List<Effect> placed(Call call, Catalog.Callback callback, @Nullable Flowed base) {
        List<Effect> found = new ArrayList<>();
        boolean isAfterAll = base != null && isDone(call.receiver());
        RunsOn on = runsOn(call, callback, base);
        for (int argument : arguments(call, callback)) {
            for (Functions.Found each : functions.passed(call, argument)) {
                found.add(effect(each, on, isAfterAll, call));
            }
        }
        return found;
    }

    private List<Integer> arguments(Call call, Catalog.Callback callback) {
        List<Integer> given = callback.arguments();
        return IntStream.range(0, call.arguments().size())
                .filter(i -> given.isEmpty()
                        ? functions.isFunctionType(Dispatch.argumentType(call.target(), i)) && i != callback.executor()
                        : given.contains(i))
                .boxed()
                .toList();
    }

    private RunsOn runsOn(Call call, Catalog.Callback callback, @Nullable Flowed base) {
        return switch (callback.runsOn()) {
            case UPSTREAM -> base == null ? RunsOn.UNKNOWN : base.emission();
            case EXECUTOR -> executor(call, callback.executor());
            default -> callback.runsOn();
        };
    }

    private RunsOn executor(Call call, int argument) {
        if (argument >= call.arguments().size()) {
            return RunsOn.BLOCKING;
        }
        return functions.executor(
                argument < 0 ? call.receiver() : call.arguments().get(argument), body);
    }

    /** Whether the value is there when what is chained to it runs, whatever else it could be. */
    private boolean isDone(Set<Origin> receiver) {
        return !receiver.isEmpty()
                && receiver.stream()
                        .allMatch(each -> each instanceof Origin.Result result
                                && knowledge
                                                .of(body.calls()
                                                        .get(result.call())
                                                        .target())
                                                .guard()
                                        == Guard.Meaning.DONE);
    }

    /** What a function returns, where that is a publisher or stage which is then waited for. */
    private Flowed resultOf(Effect effect) {
        if (effect.code() == null || effect.on() == RunsOn.CALLER) {
            return Flowed.UNKNOWN;
        }
        MethodInfo called = effects.method(effect.code());
        return called == null || knowledge.async(called.code().returnType()) == null
                ? Flowed.UNKNOWN
                : effects.of(called).result();
    }

    private RunsOn emission(Call call, @Nullable Flowed base, Flowed others, List<Effect> own, @Nullable RunsOn inner) {
        if (inner != null) {
            return inner;
        }
        if (base != null) {
            return base.emission();
        }
        for (Effect effect : own) {
            if (isFixed(effect.on())) {
                return effect.on();
            }
        }
        if (others != Flowed.UNKNOWN) {
            return others.emission();
        }
        return knowledge.isLazy(call.target().returnType()) ? RunsOn.SUBSCRIBER : RunsOn.UNKNOWN;
    }

    private Flowed switched(Call call, @Nullable Switch row, Flowed before) {
        if (row == null) {
            return before;
        }
        RunsOn to = row.to() != null ? row.to() : executor(call, row.executor());
        List<Effect> moved =
                row.upstream() ? move(before.effects(), each -> isOpen(each) ? to : each) : before.effects();
        boolean moves = row.downstream() || isOpen(before.emission());
        return new Flowed(moved, moves ? to : before.emission());
    }

    private static boolean isOpen(RunsOn on) {
        return on == RunsOn.SUBSCRIBER || on == RunsOn.UNKNOWN;
    }

    private static boolean isFixed(RunsOn on) {
        return on == RunsOn.LOOP || on == RunsOn.COMPUTE || on == RunsOn.BLOCKING;
    }

    private static List<Effect> move(List<Effect> effects, UnaryOperator<RunsOn> to) {
        return effects.stream().map(each -> each.movedTo(to.apply(each.on()))).toList();
    }

    // -- calls of functions, and of the program's own methods --

    private Outcome ofFunctions(List<Functions.Found> called, Call call) {
        return new Outcome(
                called.stream()
                        .map(each -> effect(each, RunsOn.CALLER, false, call))
                        .toList(),
                Flowed.UNKNOWN);
    }

    private Effect effect(Functions.Found found, RunsOn on, boolean isAfterAll, Call call) {
        return new Effect(found.code(), found.argument(), false, on, isAfterAll, found.confidence(), method, call);
    }

    private Outcome ofProgram(Call call) {
        List<Effect> own = new ArrayList<>();
        Flowed result = Flowed.UNKNOWN;
        for (Dispatch.Target target : dispatch.targets(call)) {
            Effects.Summary summary = effects.of(target.method());
            own.addAll(instantiate(
                    summary.placed().stream()
                            .filter(each -> each.code() == null)
                            .toList(),
                    call));
            if (knowledge.async(target.method().code().returnType()) != null) {
                Flowed given = summary.result();
                result = result.or(new Flowed(instantiate(given.effects(), call), given.emission()));
            }
        }
        return new Outcome(own, result);
    }

    /** With what this call passes instead of the method's arguments. */
    private List<Effect> instantiate(List<Effect> ofMethod, Call call) {
        List<Effect> found = new ArrayList<>();
        for (Effect effect : ofMethod) {
            if (effect.code() != null) {
                found.add(effect);
            } else if (effect.argument() < call.arguments().size()) {
                found.addAll(effect.isChain() ? chain(effect, call) : functions(effect, call));
            }
        }
        return found;
    }

    private List<Effect> chain(Effect effect, Call call) {
        List<Effect> passed = value(call.arguments().get(effect.argument())).effects();
        return isFixed(effect.on()) ? move(passed, each -> isOpen(each) ? effect.on() : each) : passed;
    }

    private List<Effect> functions(Effect effect, Call call) {
        return functions.passed(call, effect.argument()).stream()
                .map(each -> new Effect(
                        each.code(),
                        each.argument(),
                        false,
                        effect.on(),
                        effect.isAfterAll(),
                        min(each.confidence(), effect.confidence()),
                        method,
                        call))
                .toList();
    }

    static Confidence min(Confidence one, Confidence other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
