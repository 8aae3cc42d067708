package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.catalog.Catalog.Contract;
import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the code that runs on threads which must not block, and has it walked from there. */
final class Roots {
    private final Knowledge knowledge;
    private final Effects effects;
    private final Contracts contracts;
    private final Walk walk;
    private final List<Later> later = new ArrayList<>();
    private final List<Runnable> ofContracts = new ArrayList<>();
    private final List<MethodInfo> promising = new ArrayList<>();
    private int count;

    /** Code that runs on a loop as a rule: looked at when all is known that says otherwise. */
    private record Later(MethodInfo method, boolean isAfterAll, Trail trail) {}

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
        ofContracts.forEach(Runnable::run);
        promising.forEach(this::ofPromise);
        promising.clear();
        walk.go();
        for (Later each : later) {
            if (!effects.moves().has(each.method())) {
                walk.begin(each.method(), Walk.Kind.USUALLY_LOOP, each.isAfterAll(), each.trail());
            }
        }
        walk.go();
    }

    void of(ClassInfo owner, MethodInfo method) {
        Optional<Contract> contract = contracts.of(owner, method);
        contract.ifPresent(each -> ofContracts.add(() -> ofContract(method, each)));
        for (Effect effect : effects.of(method).placed()) {
            begin(effect, kind(effect.on()), effect.confidence(), why(effect));
        }
        method.body().lambdas().forEach((body, type) -> ofFunction(method, body, type));
        boolean mayBlock = contract.isPresent() && contract.get().runsOn() == RunsOn.BLOCKING;
        if (!mayBlock && promisesNotToWait(method) && !contracts.mayBlock(owner, method)) {
            promising.add(method);
        }
    }

    /** Unless the program has it run where it may wait all the same. */
    private void ofPromise(MethodInfo method) {
        if (!effects.moves().has(method)) {
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

    /** A function that is made for a type which a contract speaks of. */
    private void ofFunction(MethodInfo maker, Code body, String type) {
        MethodInfo function = effects.method(body);
        if (function == null || function.isAbstract()) {
            return;
        }
        contracts.ofFunction(type).ifPresent(contract -> {
            Trail root = Trail.root(maker, Confidence.CERTAIN, contract.why());
            ofContract(function, contract, root.next(function, maker.line(), Confidence.CERTAIN));
        });
    }

    private void ofContract(MethodInfo method, Contract contract) {
        if (effects.moves().hasTypeOf(method)) {
            return; // a worker
        }
        ofContract(method, contract, Trail.root(method, Confidence.CERTAIN, contract.why()));
    }

    private void ofContract(MethodInfo method, Contract contract, Trail trail) {
        Walk.Kind kind = kind(contract.runsOn());
        if (kind == null) {
            return;
        }
        begin(method, kind, false, trail);
        for (Effect effect : effects.of(method).result().effects()) {
            if (!effect.isSettled()) {
                Confidence confidence = effect.on() == RunsOn.SUBSCRIBER ? effect.confidence() : Confidence.LIKELY;
                begin(effect, kind, confidence, contract.why());
            }
        }
    }

    private void begin(Effect effect, Walk.@Nullable Kind kind, Confidence confidence, String why) {
        Code code = effect.code();
        MethodInfo method = code == null || kind == null ? null : effects.method(code);
        if (code == null || method == null || kind == null) {
            return;
        }
        Trail root = Trail.root(effect.where(), confidence, why);
        if (knowledge.of(code).leaf() != null) {
            walk.beginAt(code, effect.at(), kind, root); // a reference to what blocks
            return;
        }
        begin(method, kind, effect.isAfterAll(), root.next(method, effect.at().line(), confidence));
    }

    private void begin(MethodInfo method, Walk.Kind kind, boolean isAfterAll, Trail trail) {
        count++;
        if (kind == Walk.Kind.USUALLY_LOOP) {
            later.add(new Later(method, isAfterAll, trail));
        } else {
            walk.begin(method, kind, isAfterAll, trail);
        }
    }

    private static Walk.@Nullable Kind kind(RunsOn on) {
        return switch (on) {
            case LOOP -> Walk.Kind.LOOP;
            case USUALLY_LOOP -> Walk.Kind.USUALLY_LOOP;
            case COMPUTE -> Walk.Kind.COMPUTE;
            default -> null;
        };
    }

    private static String why(Effect effect) {
        Code target = effect.at().target();
        return simple(target.owner()) + "." + target.name()
                + switch (effect.on()) {
                    case LOOP -> " has it run on an event loop";
                    case USUALLY_LOOP -> " has it run where its source gives values, as a rule on an event loop";
                    default -> " has it run on a shared pool";
                };
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
    }
}
