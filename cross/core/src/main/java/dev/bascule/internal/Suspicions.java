package dev.bascule.internal;

import dev.bascule.hang.Hang;
import dev.bascule.stage.RuleId;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks, while somebody listens, for waits that have lasted for long and that only something unknown could end: a
 * promise that nobody owns, a stage that is not ours. Each is told once; a wait whose producer is seen to be running is
 * not suspect, however long it takes.
 */
final class Suspicions {
    /** A wait that was met by so many sweeps has lasted for at least one period less. */
    private static final int FIRST_PATIENCE = 3;

    private static final int MOST_PATIENCE = 48;
    private static final AtomicBoolean SWEEPING = new AtomicBoolean();

    /** In sweeps; grows with each suspicion that is taken back, since this program is one that waits for long. */
    private static volatile int patience = FIRST_PATIENCE;

    private Suspicions() {}

    static void wasWrong() {
        patience = Math.min(MOST_PATIENCE, 2 * patience);
    }

    /** A new listener: it shall hear as soon as the first one did. */
    static void start() {
        patience = FIRST_PATIENCE;
        sweepLater();
    }

    private static void sweepLater() {
        if (SWEEPING.compareAndSet(false, true)) {
            Background.schedule(Settings.SUSPECT_NANOS / (FIRST_PATIENCE - 1), Suspicions::sweep);
        }
    }

    private static void sweep() {
        try {
            Lost.look();
            Waits.all().forEach(Suspicions::look);
        } finally {
            SWEEPING.set(false);
            if (Hangs.isHeard()) {
                sweepLater();
            }
        }
    }

    private static void look(Wait wait) {
        if (wait.timed || ++wait.sweeps < patience || wait.isTold()) {
            return;
        }
        Graph known = Graph.ofKnown(wait);
        if (isSuspect(wait, known)) {
            Hangs.suspected(wait, describe(wait, known.desertedLoop()));
            if (wait.isOver()) {
                Hangs.retract(wait);
            }
        }
    }

    /** Not one that is proven, nor one that merely stands behind another suspect. */
    private static boolean isSuspect(Wait wait, Graph known) {
        return !wait.isAnswered()
                && !known.root().isLive()
                && !known.hasDeadWaitBesidesRoot()
                && Graph.of(wait).root().isLive();
    }

    private static Hang describe(Wait wait, @Nullable LoopCore deserted) {
        return Explanation.suspicion(
                wait,
                RuleId.BSC003,
                "thread '" + wait.thread.getName() + "' has waited for " + wait.awaitedInWords() + " for more than "
                        + Settings.SUSPECT_NANOS / 1_000_000 + " ms, and nothing that can be seen will end it.",
                deserted == null
                        ? "it is not known who completes the stage at the end of the chain; perhaps nobody does."
                        : "a loop without a thread of its own does nothing while nobody runs it.",
                deserted == null
                        ? "make that stage with Bascule (offload.call, loop.call, Bridge.ownedPromise), or wait with a"
                                + " limit."
                        : "run " + deserted.describe()
                                + " (runUntil, tryRunOne), or open it with a thread of its own.");
    }
}
