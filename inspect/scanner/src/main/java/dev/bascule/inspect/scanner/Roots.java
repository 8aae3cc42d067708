package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.catalog.Catalog.Contract;
import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the code that runs on threads which must not block, and has it walked from there. */
final class Roots {
    private final Knowledge knowledge;
    private final Effects effects;
    private final Contracts contracts;
    private final Walk walk;
    private int count;

    Roots(World world, Knowledge knowledge, Effects effects, Walk walk) {
        this.knowledge = knowledge;
        this.effects = effects;
        this.walk = walk;
        contracts = new Contracts(world, knowledge);
    }

    int count() {
        return count;
    }

    /** Walks from all of them; those that have fewer doubts come first. */
    void follow() {
        walk.go();
    }

    void of(ClassInfo owner, MethodInfo method) {
        Optional<Contract> contract = contracts.of(owner, method);
        contract.ifPresent(each -> ofContract(method, each));
        for (Effect effect : effects.of(method).placed()) {
            begin(effect, kind(effect.on()), effect.confidence(), why(effect));
        }
        boolean mayBlock = contract.isPresent() && contract.get().runsOn() == RunsOn.BLOCKING;
        if (!mayBlock && promisesNotToWait(method)) {
            String why = "It returns a " + simple(method.code().returnType()) + ", for its caller not to wait";
            walk.begin(method, Walk.Kind.ASYNC_METHOD, false, Trail.root(method, Confidence.CERTAIN, why));
        }
    }

    /** Not one that is known to wait, and returns what it waited for. */
    private boolean promisesNotToWait(MethodInfo method) {
        return !method.isAbstract()
                && !method.isBridge()
                && knowledge.async(method.code().returnType()) != null
                && knowledge.of(method.code()).leaf() == null;
    }

    private void ofContract(MethodInfo method, Contract contract) {
        Walk.Kind kind = kind(contract.runsOn());
        if (kind == null) {
            return;
        }
        count++;
        walk.begin(method, kind, false, Trail.root(method, Confidence.CERTAIN, contract.why()));
        for (Effect effect : effects.of(method).result().effects()) {
            if (!effect.isSettled()) {
                Confidence confidence = effect.on() == RunsOn.UNKNOWN ? Confidence.LIKELY : effect.confidence();
                begin(effect, kind, confidence, contract.why());
            }
        }
    }

    private void begin(Effect effect, Walk.@Nullable Kind kind, Confidence confidence, String why) {
        MethodInfo method = effect.code() == null || kind == null ? null : effects.method(effect.code());
        if (method == null || kind == null) {
            return;
        }
        count++;
        Trail root = Trail.root(effect.where(), confidence, why);
        walk.begin(
                method, kind, effect.isAfterAll(), root.next(method, effect.at().line(), confidence));
    }

    private static Walk.@Nullable Kind kind(RunsOn on) {
        return switch (on) {
            case LOOP -> Walk.Kind.LOOP;
            case COMPUTE -> Walk.Kind.COMPUTE;
            default -> null;
        };
    }

    private static String why(Effect effect) {
        Code target = effect.at().target();
        return simple(target.owner()) + "." + target.name()
                + (effect.on() == RunsOn.LOOP ? " has it run on an event loop" : " has it run on a shared pool");
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }
}
