package dev.bascule.internal;

import dev.bascule.hang.Hang;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waits on a thread that can do useful work meanwhile: runs the loop that the thread drives, and helps the offload whose
 * permit it holds, until the stage is done.
 *
 * <p><b>For maintainers.</b> Order of each round: is the stage done; relevant work of the loop; a queued task that the
 * stage needs and this worker can run; the fallback; park. A round that found nothing arms the bell and looks at
 * everything once more before it parks, so nothing that was published before the bell was rung can be missed.
 *
 * <p>The fallback exists because tokens get lost (at plain CompletableFutures, at bare {@code execute}): if what the
 * stage depends on cannot be seen through, the oldest work without a token or made by the waiting task is run, and
 * after the suspicion time any held work, one at a time. If it can be seen through and needs a frame below this one to return, the wait can never end:
 * that is proven, and refused.
 */
final class Pump {
    static final int MAX_DEPTH = 64;

    private final Ambient me;
    private final Wait wait;
    private final CompletableFuture<?> stage;
    private final @Nullable LoopCore loop;
    private final boolean interruptible;
    private final long deadline;
    private long suspectAt;
    private long suspectAfter;
    private boolean interrupted;
    private boolean hasRung;

    private Pump(Ambient me, Wait wait, CompletableFuture<?> stage, long nanos, boolean interruptible) {
        this.me = me;
        this.wait = wait;
        this.stage = stage;
        this.loop = me.loop;
        this.interruptible = interruptible;
        this.deadline = nanos == Awaiting.FOREVER ? Long.MAX_VALUE : now() + nanos;
        this.suspectAfter = loop == null ? Settings.SUSPECT_NANOS : loop.suspectNanos;
        this.suspectAt = now() + suspectAfter;
    }

    /**
     * Serves until the stage is done or the time is over. An interrupt ends it with InterruptedException, or, if not
     * interruptible, is kept for afterwards.
     */
    static void serve(Ambient me, CompletableFuture<?> stage, Nesting nesting, long nanos, boolean interruptible)
            throws InterruptedException {
        Wait wait = new Wait(stage, nesting, nanos != Awaiting.FOREVER, me);
        if (wait.depth > MAX_DEPTH) {
            throw tooDeep(me);
        }
        Pump pump = new Pump(me, wait, stage, nanos, interruptible);
        CompletableFuture<Object> leave = new CompletableFuture<>();
        // anyOf unlinks itself from the stage when the other one completes; a plain dependent would stay there.
        CompletableFuture.anyOf(stage, leave).whenComplete((value, failure) -> me.bell.ring());
        OffloadCore helped = me.worker == null ? null : me.worker.offload;
        Waits.publish(me, wait);
        if (helped != null) {
            helped.addHelper(me.bell);
        }
        try {
            pump.rounds();
        } finally {
            Waits.withdraw(me, wait);
            if (helped != null && wait.outer == null) { // an outer wait still helps
                helped.removeHelper(me.bell);
            }
            leave.complete(null);
            if (pump.interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void rounds() throws InterruptedException {
        boolean armed = false;
        while (!stage.isDone()) {
            checkInterrupt();
            long nanos = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - now();
            if (nanos <= 0) {
                break; // before the work: a loop that never runs out of it must not keep the wait
            }
            if (workOnce()) {
                armed = false;
                me.bell.disarm();
                continue;
            }
            if (!armed) {
                me.bell.arm();
                armed = true;
                continue;
            }
            me.bell.park(stage, Math.min(nanos, nanosToNextEvent()));
            armed = false;
        }
        me.bell.disarm();
    }

    /** Runs one thing, or refuses to wait on; false if there is nothing to do but wait. */
    private boolean workOnce() {
        Graph graph = wait.explore(me);
        if (!hasRung) {
            hasRung = true;
            graph.ringHomes();
        }
        Proof.check(me, wait, graph); // before work that would bury a wait which never ends
        if (loop != null && loop.runNext(me, wait)) {
            return true;
        }
        Task queued = graph.helpable();
        if (queued != null && me.worker != null && me.worker.help(queued, me)) {
            return true;
        }
        if (loop != null && graph.hasUnknown() && loop.runUntokened(me, wait)) {
            return true;
        }
        return suspect(graph);
    }

    private boolean suspect(Graph graph) {
        if (loop == null || loop.heldSize() == 0 || now() < suspectAt) {
            return false;
        }
        suspectAfter *= 2;
        suspectAt = now() + suspectAfter;
        if (!wait.isTold()) {
            Hangs.suspected(wait, suspicion());
        }
        return graph.hasUnknown() && loop.runOldestHeld(me);
    }

    private long nanosToNextEvent() {
        if (loop == null) {
            return Long.MAX_VALUE;
        }
        long timer = loop.nanosToNextTimer();
        return loop.heldSize() == 0 ? timer : Math.min(timer, Math.max(1, suspectAt - now()));
    }

    private void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            if (interruptible) {
                throw new InterruptedException();
            }
            interrupted = true;
        }
    }

    private long now() {
        return loop == null ? System.nanoTime() : loop.now();
    }

    private String where() {
        return loop != null ? loop.describe() : me.worker != null ? me.worker.offload.describe() : "this thread";
    }

    private Hang suspicion() {
        return Explanation.suspicion(
                wait,
                RuleId.BSC001,
                where() + " has waited for " + wait.awaitedInWords() + " for long, with " + heldInWords()
                        + " held back.",
                "it is not known who completes the stage; it may be one of the tasks that are held back.",
                "make the stage with Bascule (loop.call, offload.call), or wait with Nesting.ALL.");
    }

    private String heldInWords() {
        int size = loop == null ? 0 : loop.heldSize();
        return size == 1 ? "1 task" : size + " tasks";
    }

    private static RuntimeException tooDeep(Ambient me) {
        return Messages.waitRefusal(
                RuleId.BSC004,
                "waits on thread '" + me.bell.owner.getName() + "' are nested deeper than " + MAX_DEPTH + ".",
                me.bell.owner.getName() + " -> " + MAX_DEPTH + " waits, each inside work that an outer one runs",
                "each nested wait keeps the frames below it on the stack; a deeper nest ends in a stack overflow.",
                "return stages (thenCompose) instead of waiting inside callbacks.");
    }
}
