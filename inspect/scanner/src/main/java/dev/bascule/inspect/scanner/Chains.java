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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The publishers and stages of one method: how they are chained, what they have run, and on which threads. A call on a
 * publisher gives another one, so what is known of one is made of what is known of the one before it.
 */
final class Chains {
    /** What one call brings about itself, and what it gives. */
    record Outcome(List<Effect> own, Flowed result) {
        static final Outcome NONE = new Outcome(List.of(), Flowed.UNKNOWN);
    }

    private final MethodInfo method;
    private final @Nullable String self;
    private final Body body;
    private final Effects effects;
    private final Knowledge knowledge;
    private final Dispatch dispatch;
    private final Functions functions;
    private final Map<Integer, Outcome> outcomes = new HashMap<>();
    private final Set<Integer> open = new HashSet<>();

    /**
     * Of one method.
     *
     * @param self the class of the object that it is called on; null if that is not known
     */
    Chains(
            MethodInfo method,
            @Nullable String self,
            Effects effects,
            Knowledge knowledge,
            Dispatch dispatch,
            Functions functions) {
        this.method = method;
        this.self = self;
        this.body = method.body();
        this.effects = effects;
        this.knowledge = knowledge;
        this.dispatch = dispatch;
        this.functions = functions;
    }

    Effects.Summary summary() {
        List<Effect> placed = new ArrayList<>();
        for (int i = 0; i < body.calls().size(); i++) {
            if (effects.mayAct(method, body.calls().get(i))) {
                placed.addAll(outcome(i).own());
            }
        }
        return Effects.Summary.of(placed, value(body.returns()));
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
        if (origin instanceof Origin.Argument argument && argument.index() >= 0) {
            return argument(argument.index());
        }
        return Flowed.UNKNOWN;
    }

    private Flowed argument(int index) {
        String type = method.code().parameterType(index);
        if (knowledge.async(type) != null) {
            Call none = new Call(method.code(), Call.Kind.STATIC, 0, Set.of(), List.of(), Set.of(), false);
            Effect all = new Effect(null, index, true, RunsOn.SUBSCRIBER, false, Confidence.CERTAIN, method, none);
            return new Flowed(List.of(all), knowledge.emits(type));
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
        Outcome found = !called.isEmpty()
                ? ofFunctions(called, call)
                : isModelled
                        ? modelled(call, row)
                        : new Instances(method, self, effects, knowledge, dispatch, functions, this::value).of(call);
        open.remove(number);
        outcomes.put(number, found);
        return found;
    }

    // -- calls that the catalogue knows --

    private Outcome modelled(Call call, Knowledge.Known row) {
        Flowed base =
                isOnChain(call) ? orUsual(value(call.receiver()), call.target().owner()) : null;
        Flowed others = otherChains(call, base);
        List<Effect> own = new ArrayList<>();
        List<Effect> inner = new ArrayList<>();
        RunsOn innerEmission = null;
        for (Catalog.Callback callback : row.callbacks()) {
            for (Effect effect : placed(call, callback, base)) {
                own.add(effect);
                Flowed result = resultOf(effect);
                inner.addAll(Flowed.move(result.effects(), each -> each == RunsOn.SUBSCRIBER ? effect.on() : each));
                innerEmission = decides(result.emission(), base) ? result.emission() : innerEmission;
            }
        }
        List<Effect> all = new ArrayList<>(base == null ? List.of() : base.effects());
        all.addAll(others.effects());
        all.addAll(own);
        all.addAll(inner);
        RunsOn emission = row.emits() != null ? row.emits() : emission(call, base, others, own, innerEmission);
        Flowed before = new Flowed(all, emission);
        Flowed result = switched(call, row.switches(), before);
        List<Effect> mine = new ArrayList<>(own);
        mine.addAll(inner);
        if (result != before) {
            result.effects().stream()
                    .filter(each ->
                            Flowed.isFixed(each.on()) && !before.effects().contains(each))
                    .forEach(mine::add); // what is moved runs there, whoever subscribes
        }
        return new Outcome(mine, result);
    }

    /** Whether the values come where an inner publisher gives its own. */
    private static boolean decides(RunsOn inner, @Nullable Flowed base) {
        return Flowed.isFixed(inner)
                || (inner == RunsOn.USUALLY_LOOP && (base == null || base.emission() == RunsOn.SUBSCRIBER));
    }

    /** A publisher of which nothing is known gives its values where those of its type do as a rule. */
    private Flowed orUsual(Flowed value, String type) {
        return value == Flowed.UNKNOWN ? new Flowed(List.of(), knowledge.emits(type)) : value;
    }

    private boolean isOnChain(Call call) {
        return call.kind() == Call.Kind.VIRTUAL && knowledge.async(call.target().owner()) != null;
    }

    /** Publishers and stages that are passed as arguments: to be subscribed to after what they are passed to, or with it. */
    private Flowed otherChains(Call call, @Nullable Flowed base) {
        Flowed all = Flowed.UNKNOWN;
        for (int i = 0; i < call.arguments().size(); i++) {
            if (knowledge.async(call.target().parameterType(i)) != null) {
                Flowed each = value(call.arguments().get(i));
                all = all.or(base == null ? orUsual(each, call.target().parameterType(i)) : each);
            }
        }
        return base == null || !Flowed.isFixed(base.emission())
                ? all
                : new Flowed(
                        Flowed.move(all.effects(), each -> each == RunsOn.SUBSCRIBER ? base.emission() : each),
                        all.emission());
    }

    private List<Effect> placed(Call call, Catalog.Callback callback, @Nullable Flowed base) {
        List<Effect> found = new ArrayList<>();
        boolean isAfterAll = base != null && isDone(call.receiver());
        RunsOn on = runsOn(call, callback, base);
        call.arguments().forEach(argument -> effects.moves().note(argument, on));
        for (int argument : arguments(call, callback)) {
            for (Functions.Found each : functions.passed(call, argument)) {
                found.addAll(run(each, on, isAfterAll, call));
            }
        }
        return found;
    }

    private List<Integer> arguments(Call call, Catalog.Callback callback) {
        return IntStream.range(0, call.arguments().size())
                .filter(i -> functions.isRun(callback, call.target(), i))
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
        return new ExecutorKinds(knowledge, body)
                .kind(argument < 0 ? call.receiver() : call.arguments().get(argument));
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
                : orUsual(effects.of(called).result(), called.code().returnType());
    }

    private RunsOn emission(Call call, @Nullable Flowed base, Flowed others, List<Effect> own, @Nullable RunsOn inner) {
        if (inner != null) {
            return inner;
        }
        if (base != null) {
            return base.emission();
        }
        for (Effect effect : own) {
            if (Flowed.isFixed(effect.on())) {
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
        List<Effect> moved = before.effects();
        if (row.upstream()) {
            moved.stream()
                    .filter(each -> Flowed.isOpen(each.on()))
                    .forEach(each -> effects.moves().note(each.code(), to));
            moved = Flowed.move(moved, each -> Flowed.isOpen(each) ? to : each);
        }
        boolean moves = row.downstream() || Flowed.isOpen(before.emission());
        return new Flowed(moved, moves ? to : before.emission());
    }

    // -- calls of functions, and of the program's own methods --

    private Outcome ofFunctions(List<Functions.Found> called, Call call) {
        return new Outcome(
                called.stream()
                        .flatMap(each -> run(each, RunsOn.CALLER, false, call).stream())
                        .toList(),
                Flowed.UNKNOWN);
    }

    /** The function, and those that are bound to it and that it calls. */
    private List<Effect> run(Functions.Found found, RunsOn on, boolean isAfterAll, Call call) {
        List<Effect> all = new ArrayList<>();
        all.add(effect(found, on, isAfterAll, call));
        MethodInfo body = found.code() == null || found.bound().isEmpty() ? null : effects.method(found.code());
        if (body != null) {
            for (Effect inner : effects.of(body).placed()) {
                if (inner.code() == null
                        && !inner.isChain()
                        && inner.argument() < found.bound().size()) {
                    RunsOn where = inner.on() == RunsOn.CALLER ? on : inner.on();
                    String type = body.code().parameterType(inner.argument());
                    functions
                            .of(found.bound().get(inner.argument()), type)
                            .forEach(each -> all.add(effect(each, where, inner.isAfterAll() || isAfterAll, call)));
                }
            }
        }
        return all;
    }

    private Effect effect(Functions.Found found, RunsOn on, boolean isAfterAll, Call call) {
        effects.moves().note(found.code(), on);
        return new Effect(found.code(), found.argument(), false, on, isAfterAll, found.confidence(), method, call);
    }

    static Confidence min(Confidence one, Confidence other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
