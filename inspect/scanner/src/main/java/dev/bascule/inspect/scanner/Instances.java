package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What calls of the program's own methods bring about: what those do, with what the call passes to them. */
final class Instances {
    private static final Set<Origin> THIS = Set.of(new Origin.Argument(-1));

    private final MethodInfo method;
    private final @Nullable String self;
    private final Effects effects;
    private final Knowledge knowledge;
    private final Dispatch dispatch;
    private final Functions functions;
    private final Function<Set<Origin>, Flowed> values;

    /**
     * For the calls of one method.
     *
     * @param self the class of the object that it is called on; null if that is not known
     * @param values tells of the publishers and stages in it
     */
    Instances(
            MethodInfo method,
            @Nullable String self,
            Effects effects,
            Knowledge knowledge,
            Dispatch dispatch,
            Functions functions,
            Function<Set<Origin>, Flowed> values) {
        this.method = method;
        this.self = self;
        this.effects = effects;
        this.knowledge = knowledge;
        this.dispatch = dispatch;
        this.functions = functions;
        this.values = values;
    }

    /** Which class the object is of matters where functions are passed to it, and is looked for only then. */
    Chains.Outcome of(Call call) {
        Chains.Outcome any = of(call, dispatch.targets(call), null);
        String type = any.own().isEmpty() ? null : onlyType(call);
        return type == null ? any : of(call, targets(call, type), type);
    }

    private Chains.Outcome of(Call call, List<Dispatch.Target> targets, @Nullable String type) {
        List<Effect> own = new ArrayList<>();
        Flowed result = Flowed.UNKNOWN;
        RunsOn passed = emissionOfArguments(call);
        for (Dispatch.Target target : targets) {
            Effects.Summary summary = effects.ofCall(target.method(), type);
            own.addAll(instantiate(summary.ofArguments(), call));
            noteMoved(summary.placed(), passed);
            if (knowledge.async(target.method().code().returnType()) != null) {
                result = result.or(result(summary.result(), passed, call));
            }
        }
        return new Chains.Outcome(own, result);
    }

    /** Of the object that the call is made on. */
    private @Nullable String onlyType(Call call) {
        return call.receiver().equals(THIS) ? self : dispatch.onlyType(call);
    }

    private List<Dispatch.Target> targets(Call call, String type) {
        return call.kind() == Call.Kind.VIRTUAL ? dispatch.targets(call, type) : dispatch.targets(call);
    }

    /** Where the publishers that it passes give their values, if that is known; of several kinds, one that may block. */
    private @Nullable RunsOn emissionOfArguments(Call call) {
        RunsOn on = null;
        for (int i = 0; i < call.arguments().size(); i++) {
            if (knowledge.async(call.target().parameterType(i)) != null) {
                RunsOn each = values.apply(call.arguments().get(i)).emission();
                if (Flowed.isFixed(each)) {
                    on = on == null || on == each ? each : RunsOn.BLOCKING;
                }
            }
        }
        return on;
    }

    private void noteMoved(List<Effect> placed, @Nullable RunsOn passed) {
        if (passed != null) {
            placed.stream()
                    .filter(each -> each.on() == RunsOn.USUALLY_LOOP)
                    .forEach(each -> effects.moves().note(each.code(), passed));
        }
    }

    private Flowed result(Flowed given, @Nullable RunsOn passed, Call call) {
        if (given == Flowed.UNKNOWN) {
            return given;
        }
        RunsOn emission = given.emission() == RunsOn.USUALLY_LOOP && passed != null ? passed : given.emission();
        return new Flowed(instantiate(given.effects(), call), emission);
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
        List<Effect> passed =
                values.apply(call.arguments().get(effect.argument())).effects();
        if (!Flowed.isFixed(effect.on())) {
            return passed;
        }
        passed.stream()
                .filter(each -> Flowed.isOpen(each.on()))
                .forEach(each -> effects.moves().note(each.code(), effect.on()));
        return Flowed.move(passed, each -> Flowed.isOpen(each) ? effect.on() : each);
    }

    private List<Effect> functions(Effect effect, Call call) {
        List<Effect> found = new ArrayList<>();
        for (Functions.Found each : functions.passed(call, effect.argument())) {
            effects.moves().note(each.code(), effect.on());
            found.add(new Effect(
                    each.code(),
                    each.argument(),
                    false,
                    effect.on(),
                    effect.isAfterAll(),
                    Chains.min(each.confidence(), effect.confidence()),
                    method,
                    call));
        }
        return found;
    }
}
