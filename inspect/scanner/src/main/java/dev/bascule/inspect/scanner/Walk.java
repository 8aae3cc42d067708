package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.Guard;
import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes from the code that runs on a thread which must not block along what it calls, breadth first, so that the first path
 * to a blocking call is a shortest one.
 */
final class Walk {
    /** What must not happen on the way. */
    enum Kind {
        /** The thread is that of a loop: nothing may block. */
        LOOP,
        /** The thread is a loop's as a rule. */
        USUALLY_LOOP,
        /** The thread belongs to a pool with as many threads as there are cores. */
        COMPUTE,
        /** The caller expects a stage or publisher at once: to wait for another one is a mistake on any thread. */
        ASYNC_METHOD
    }

    /** Is told of each blocking call. */
    interface Listener {
        void found(Kind kind, Trail trail, Call call, Leaf leaf);
    }

    private static final String OBJECT = "java/lang/Object";
    private static final String WAIT_RULE = "BSC104";
    private static final int MOST_STEPS = 12;
    /** So near to the program what a library does is looked at for each method of the program that calls it. */
    static final int NEAR = 2;

    /** The site is the method of the program that calls the library, where that is near. */
    private record State(
            Code code,
            Kind kind,
            boolean isAfterAll,
            @Nullable Code site) {}

    private record Visit(State state, Trail trail) {}

    private final Effects effects;
    private final Knowledge knowledge;
    private final Dispatch dispatch;
    private final Allowances allowances;
    private final Listener listener;
    private final Hubs hubs;
    private final Set<State> seen = new HashSet<>();
    private final Deque<Visit> open = new ArrayDeque<>();

    Walk(Effects effects, Knowledge knowledge, Dispatch dispatch, Allowances allowances, Listener listener, Hubs hubs) {
        this.allowances = allowances;
        this.effects = effects;
        this.knowledge = knowledge;
        this.dispatch = dispatch;
        this.listener = listener;
        this.hubs = hubs;
    }

    /** Code that runs there. To be followed by {@link #go}. */
    void begin(MethodInfo method, Kind kind, boolean isAfterAll, Trail root) {
        add(new State(method.code(), kind, isAfterAll, site(root)), root);
    }

    /** A function that blocks itself. */
    void beginAt(Code leaf, Call given, Kind kind, Trail root) {
        Visit visit = new Visit(new State(root.method().code(), kind, false, null), root);
        follow(visit, leaf, given, Confidence.CERTAIN);
    }

    private void add(State state, Trail trail) {
        boolean isSurer = state.kind() == Kind.USUALLY_LOOP
                && seen.contains(new State(state.code(), Kind.LOOP, state.isAfterAll(), state.site()));
        if (!isSurer && seen.add(state)) {
            open.add(new Visit(state, trail));
        }
    }

    /** Follows all that was begun. */
    void go() {
        for (Visit visit = open.poll(); visit != null; visit = open.poll()) {
            visit(visit);
        }
    }

    private void visit(Visit visit) {
        MethodInfo method = visit.trail().method();
        if (!effects.isLookedInto(method)
                || allowances.mayBlock(method)
                || visit.trail().length() > MOST_STEPS) {
            return;
        }
        Effects.Summary summary = effects.of(method);
        for (Effect effect : summary.placed()) {
            if (effect.on() == RunsOn.CALLER && effect.code() != null && mayHappen(effect.at(), visit, method)) {
                follow(visit, effect.code(), effect.at(), effect.confidence());
            } else if (effect.code() != null && isContinuation(effect, visit.state())) {
                State state = new State(
                        method.code(),
                        visit.state().kind(),
                        effect.isAfterAll(),
                        visit.state().site());
                Visit then = new Visit(state, visit.trail());
                follow(then, effect.code(), effect.at(), Chains.min(effect.confidence(), Confidence.LIKELY));
            }
        }
        for (Call call : method.body().calls()) {
            if (mayHappen(call, visit, method)) {
                look(visit, method, call);
            }
        }
    }

    /** Whether it goes on, on a thread that nobody knows, with what the method promises. */
    private static boolean isContinuation(Effect effect, State state) {
        return state.kind() == Kind.ASYNC_METHOD && effect.on() == RunsOn.UNKNOWN;
    }

    private void look(Visit visit, MethodInfo method, Call call) {
        Knowledge.Known row = knowledge.of(call.target());
        if (row.isAllowed()) {
            return;
        }
        if (row.leaf() != null) {
            blocked(visit, method, call, row.leaf());
        } else if (!row.isModelled() && !knowledge.isBoundary(call.target().owner())) {
            List<Dispatch.Target> targets = dispatch.targets(call);
            if (targets.isEmpty() && dispatch.isTooMany(call.target())) {
                hubs.ended(call.target(), visit.state().kind());
            }
            for (Dispatch.Target target : targets) {
                enter(visit, target.method(), call, target.confidence());
            }
        }
        if (isSubscription(call)) {
            subscribe(visit, method, call, call.receiver(), Confidence.CERTAIN);
        }
        for (int i = 0; i < call.arguments().size(); i++) {
            if (isGivenAway(method, call, i)) {
                subscribe(visit, method, call, call.arguments().get(i), Confidence.LIKELY);
            }
        }
    }

    private void subscribe(Visit visit, MethodInfo method, Call call, Set<Origin> publisher, Confidence most) {
        for (Effect effect : effects.of(method, publisher).effects()) {
            if (effect.on() == RunsOn.SUBSCRIBER && effect.code() != null) {
                follow(visit, effect.code(), call, Chains.min(effect.confidence(), most));
            }
        }
    }

    /** Whether a publisher made here is put where anybody may find it: whoever then subscribes is of the same kind. */
    private boolean isGivenAway(MethodInfo method, Call call, int argument) {
        return Dispatch.argumentType(call.target(), argument).equals(OBJECT)
                && call.arguments().get(argument).stream()
                        .anyMatch(origin -> origin instanceof Origin.Result result
                                && knowledge.isLazy(method.body()
                                        .calls()
                                        .get(result.call())
                                        .target()
                                        .returnType()));
    }

    /** Whether it subscribes to the publisher that it is called on, which then runs what runs on the subscriber's thread. */
    private boolean isSubscription(Call call) {
        return knowledge.isLazy(call.target().owner())
                && !knowledge.isLazy(call.target().returnType())
                && call.kind() == Call.Kind.VIRTUAL;
    }

    private void follow(Visit visit, Code code, Call at, Confidence confidence) {
        Leaf leaf = knowledge.of(code).leaf();
        if (leaf != null) {
            Call reference = new Call(code, Call.Kind.STATIC, at.line(), Set.of(), List.of(), Set.of(), false);
            if (!visit.state().isAfterAll() || !leaf.rule().equals(WAIT_RULE)) {
                report(visit, reference, leaf);
            }
            return;
        }
        MethodInfo method = effects.method(code);
        if (method != null) {
            enter(visit, method, at, confidence);
        }
    }

    private void enter(Visit visit, MethodInfo method, Call at, Confidence confidence) {
        Trail trail = visit.trail().next(method, at.line(), confidence);
        add(new State(method.code(), visit.state().kind(), visit.state().isAfterAll(), site(trail)), trail);
    }

    /** Else only the first of many methods that call what blocks in a library would be told. */
    private @Nullable Code site(Trail trail) {
        Trail each = trail;
        for (int calls = 0; each != null && calls <= NEAR; calls++) {
            if (effects.isOfApplication(each.method())) {
                return calls == 0 ? null : each.method().code();
            }
            each = each.before();
        }
        return null;
    }

    private void blocked(Visit visit, MethodInfo method, Call call, Leaf leaf) {
        boolean isWait = leaf.rule().equals(WAIT_RULE);
        boolean isMadeDone = visit.state().isAfterAll() || isMadeDone(call.receiver(), method, MOST_STEPS);
        if (!wasAsked(call, method) && !(isWait && isMadeDone)) {
            report(visit, call, leaf);
        }
    }

    private void report(Visit visit, Call call, Leaf leaf) {
        if (visit.state().kind() == Kind.ASYNC_METHOD && !leaf.rule().equals(WAIT_RULE)) {
            return;
        }
        listener.found(visit.state().kind(), visit.trail(), call, leaf);
    }

    /** Whether it was asked, and the value is there already. */
    private boolean wasAsked(Call call, MethodInfo method) {
        return call.facts().stream()
                .anyMatch(fact -> fact.value()
                        && fact.subject().equals(call.receiver())
                        && !fact.subject().isEmpty()
                        && meaning(fact, method) == Guard.Meaning.DONE);
    }

    /** Whether it was given with its value, or what it was chained to was; a function may not give another stage. */
    private boolean isMadeDone(Set<Origin> stage, MethodInfo method, int most) {
        return !stage.isEmpty()
                && most > 0
                && stage.stream().allMatch(origin -> {
                    Call made = origin instanceof Origin.Result result
                            ? method.body().calls().get(result.call())
                            : null;
                    return made != null
                            && (knowledge.of(made.target()).emits() == RunsOn.CALLER
                                    || (isOnward(made) && isMadeDone(made.receiver(), method, most - 1)));
                });
    }

    private boolean isOnward(Call call) {
        List<Catalog.Callback> rows = knowledge.of(call.target()).callbacks();
        return !rows.isEmpty()
                && rows.stream().allMatch(row -> row.runsOn() == RunsOn.UPSTREAM)
                && call.arguments().stream()
                        .flatMap(Set::stream)
                        .allMatch(argument -> argument instanceof Origin.Function function
                                && knowledge.async(function.body().returnType()) == null);
    }

    private Guard.@Nullable Meaning meaning(Fact fact, MethodInfo method) {
        return knowledge.of(method.body().calls().get(fact.test()).target()).guard();
    }

    /** Whether no test on the way to the call has shown that the thread is another one. */
    private boolean mayHappen(Call call, Visit visit, MethodInfo method) {
        if (visit.state().kind() == Kind.ASYNC_METHOD) {
            return true;
        }
        return call.facts().stream().noneMatch(fact -> {
            Guard.Meaning means = meaning(fact, method);
            return (means == Guard.Meaning.ON_LOOP && !fact.value())
                    || (means == Guard.Meaning.MAY_BLOCK && fact.value());
        });
    }
}
