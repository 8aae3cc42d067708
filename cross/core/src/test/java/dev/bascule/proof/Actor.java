package dev.bascule.proof;

import dev.bascule.Bridge;
import dev.bascule.function.ThrowingSupplier;
import dev.bascule.internal.Stillness;
import dev.bascule.proof.Model.Supply;
import dev.bascule.proof.Model.Trigger;
import dev.bascule.proof.Model.Work;
import dev.bascule.proof.Program.Cell;
import dev.bascule.proof.Program.Step;
import dev.bascule.proof.Script.Piece;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import dev.bascule.sync.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A piece of work as it runs on a real thread. */
final class Actor {
    /** Whose function ran last on a thread; what is found out when it has returned, belongs to that program. */
    static final ThreadLocal<Program> COMPOSES_FOR = new ThreadLocal<>();

    /** What work that shall fail throws. */
    static final class Scripted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    record Token(Supply supply, Hold hold) {}

    private static final Duration LONG = Duration.ofHours(1);

    final Program program;
    final Piece piece;

    /** What stands for it in the world, if somebody follows the program there. */
    Work work;

    /** The next operation of the script. */
    int next;

    /** What it has taken by token, and anybody may close. */
    final Queue<Token> tokens = new ConcurrentLinkedQueue<>();

    /** The slots of the promises that it was given or made; of the work itself, or of whoever holds it at its gate. */
    List<Integer> owned = new ArrayList<>();

    /** The slot of the stage that it returns, or -1. */
    int returned = -1;

    volatile Thread thread;

    private volatile Object bell;

    /** Whether it has come to the call of a wait and not yet out of it. */
    volatile boolean awaiting;

    /** Whether its last wait has a limit, and whether it was interrupted. */
    volatile boolean limited;

    volatile boolean wasInterrupted;

    Actor(Program program, Piece piece) {
        this.program = program;
        this.piece = piece;
    }

    /** Does the whole work. */
    Object run() {
        bell = Stillness.bell();
        thread = Thread.currentThread();
        Actor below = program.tops.put(thread, this);
        try {
            perform();
        } finally {
            if (below == null) {
                program.tops.remove(thread);
            } else {
                program.tops.put(thread, below);
            }
        }
        if (!piece.ok()) {
            throw new Scripted();
        }
        return null;
    }

    private void perform() {
        Throwable result = null;
        for (List<Step> steps = next(null); !steps.isEmpty(); steps = next(result)) {
            for (Step step : steps) {
                if (step.op() instanceof Script.Take take) { // the last of its batch
                    result = performHolding(take);
                    if (result == null) {
                        return;
                    }
                } else {
                    result = perform(step);
                }
            }
        }
    }

    /** Does the rest of the work with what it takes; what the wait for that threw, if it did. */
    private Throwable performHolding(Script.Take take) {
        limited = take.how() == Script.How.LIMITED;
        wasInterrupted = false;
        awaiting = true;
        boolean[] entered = new boolean[1];
        ThrowingSupplier<Object, RuntimeException> rest = () -> {
            awaiting = false;
            entered[0] = true;
            perform();
            return null;
        };
        try {
            hold(take, rest);
            return null;
        } catch (Throwable failure) {
            if (entered[0]) {
                throw (RuntimeException) failure;
            }
            return failure;
        } finally {
            awaiting = false;
        }
    }

    private void hold(Script.Take take, ThrowingSupplier<Object, RuntimeException> rest) throws Exception {
        Keeper keeper = program.keeper(take.supply());
        if (!take.byToken()) {
            keeper.with(take.wanted(), limited, rest);
            return;
        }
        try (Hold token = keeper.acquire(take.wanted(), limited)) {
            tokens.add(new Token(take.supply(), token));
            rest.get();
        }
    }

    /** Closes what it holds by token of this supply now; as soon as that is back it may take more. */
    void closeTokens(Supply supply) {
        for (Token token : List.copyOf(tokens)) {
            if (token.supply().equals(supply)) {
                token.hold().close();
            }
        }
    }

    private List<Step> next(Throwable result) {
        return program.conductor.next(this, result);
    }

    private CompletableFuture<Object> runAsync() {
        run();
        return returned < 0 ? CompletableFuture.completedFuture(null) : program.real(returned);
    }

    /** The oldest promise of its own that is not completed, or -1. */
    int firstOwned() {
        for (int slot : owned) {
            Cell cell = program.cells.get(slot);
            if (!(cell.model != null ? cell.model.isDone() : cell.real.isDone())) {
                return slot;
            }
        }
        return -1;
    }

    /** Completes whatever it still owns. */
    void keepPromises() {
        owned.forEach(slot -> program.real(slot).complete(null));
    }

    /** Whether it has come to a wait and goes on only when somebody else does something. */
    boolean hasParked() {
        return awaiting && isThreadAtRest();
    }

    /** Whether its thread goes on only when somebody else does something; also when the thread has left it. */
    boolean isThreadAtRest() {
        return Stillness.of(thread, bell);
    }

    // -- the operations --

    private Throwable perform(Step step) {
        if (step.op() instanceof Script.Await await) {
            return await(program.real(step.first()), await.how());
        }
        CompletableFuture<Object> made = make(step);
        if (made != null) {
            program.cells.get(step.op().slot()).real = made;
        }
        return null;
    }

    private Throwable await(CompletableFuture<Object> stage, Script.How how) {
        limited = how == Script.How.LIMITED;
        wasInterrupted = false;
        awaiting = true;
        try {
            switch (how) {
                case AWAIT -> Bridge.await(stage);
                case LIMITED -> Bridge.await(stage, LONG);
                case JOIN -> stage.join();
                case FORGED -> throw new CrossingException(RuleId.BSC003, "forged");
                case HIDDEN -> hidden(stage).get();
            }
            return null;
        } catch (Throwable failure) {
            return failure;
        } finally {
            awaiting = false;
        }
    }

    private static CompletableFuture<Object> hidden(CompletableFuture<Object> stage) {
        CompletableFuture<Object> copy = new CompletableFuture<>();
        stage.thenAccept(copy::complete);
        return copy;
    }

    private CompletableFuture<Object> make(Step step) {
        if (step.op() instanceof Script.Submit submit) {
            return submit(submit);
        } else if (step.op() instanceof Script.Promise promise) {
            return promise(promise);
        } else if (step.op() instanceof Script.Combine combine) {
            CompletableFuture<Object> second = program.real(step.second());
            boolean byMethod = combine.slot() % 2 == 0 && program.isGuarded(step.first());
            return byMethod
                    ? combineBy(program.real(step.first()), second, combine.all())
                    : combine(program.real(step.first()), second, combine.all());
        }
        CompletableFuture<Object> source = program.real(step.first());
        if (step.op() instanceof Script.ThenAsync then) {
            return then(source, then);
        } else if (step.op() instanceof Script.Apply) {
            return source.thenApply(value -> value);
        } else if (step.op() instanceof Script.Compose compose) {
            return source.thenCompose(value -> inner(compose));
        } else if (step.op() instanceof Script.Timeout) {
            program.cells.get(step.first()).timedAt = System.nanoTime();
            program.cells.get(step.first()).timed = true;
            setTimer(source, step.first() % 2 == 0);
        } else if (step.op() instanceof Script.Complete complete) {
            if (complete.ok()) {
                source.complete(null);
            } else {
                source.completeExceptionally(new Scripted());
            }
        }
        return null;
    }

    private CompletableFuture<Object> submit(Script.Submit submit) {
        Actor child = program.actors.get(submit.piece());
        Venue venue = program.venue(submit.place());
        if (submit.async()) {
            return venue.calling().apply(child::runAsync);
        }
        Callable<Object> body = child::run;
        if (submit.handsOff() && !owned.isEmpty()) {
            CompletableFuture<?>[] promises = handOver(child);
            body = promises.length == 0 ? body : Bridge.handOff(body, promises);
        }
        return venue.submitting().apply(body);
    }

    private CompletableFuture<?>[] handOver(Actor child) {
        List<CompletableFuture<Object>> promises = new ArrayList<>();
        for (int slot : owned) {
            if (!program.real(slot).isDone()) {
                child.owned.add(slot);
                promises.add(program.real(slot));
            }
        }
        owned = new ArrayList<>();
        return promises.toArray(CompletableFuture[]::new);
    }

    private CompletableFuture<Object> promise(Script.Promise promise) {
        String name = "p" + promise.slot();
        return switch (promise.kind()) {
            case OWNED -> {
                CompletableFuture<Object> made = Bridge.ownedPromise(name);
                owned.add(promise.slot());
                yield made;
            }
            case UNOWNED -> Bridge.promise(name);
            case PLAIN -> new CompletableFuture<>();
        };
    }

    private CompletableFuture<Object> then(CompletableFuture<Object> source, Script.ThenAsync then) {
        Actor function = program.actors.get(then.piece());
        Venue venue = program.venue(then.place());
        return then.trigger() == Trigger.ON_SUCCESS
                ? source.thenApplyAsync(value -> function.run(), venue.executor())
                : source.handleAsync((value, failure) -> function.run(), venue.executor());
    }

    private static CompletableFuture<Object> combine(
            CompletableFuture<Object> first, CompletableFuture<Object> second, boolean all) {
        return all ? Bridge.allOf(first, second).thenApply(nothing -> null) : Bridge.anyOf(first, second);
    }

    private static void setTimer(CompletableFuture<Object> stage, boolean fails) {
        if (fails) {
            stage.orTimeout(LONG.toMinutes(), TimeUnit.MINUTES);
        } else {
            stage.completeOnTimeout(null, LONG.toMinutes(), TimeUnit.MINUTES);
        }
    }

    private static CompletableFuture<Object> combineBy(
            CompletableFuture<Object> first, CompletableFuture<Object> second, boolean all) {
        if (first.getClass() == CompletableFuture.class) {
            return combine(first, second, all); // its own methods would give a stage of nobody's
        }
        return all ? first.thenCombine(second, (one, other) -> null) : first.applyToEither(second, value -> value);
    }

    private CompletableFuture<Object> inner(Script.Compose compose) {
        COMPOSES_FOR.set(program);
        CompletableFuture<Object> inner = compose.inner().stream()
                .filter(slot -> slot < program.cells.size() && program.real(slot) != null)
                .findFirst()
                .map(program::real)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        program.cells.get(compose.slot()).ran = true;
        return inner;
    }

    @Override
    public String toString() {
        return "p" + piece.id();
    }
}
