package dev.bascule.internal;

import dev.bascule.stage.RuleId;
import java.lang.System.Logger.Level;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Watches a root stage that failed while nothing depended on it. If the stage is collected before anybody looked at it,
 * the failure is logged, once. The queue is polled when the next stage fails, and by the timer as long as anything is
 * watched: the failure that matters most may be the last one, that of a ticker which stopped.
 */
final class Unobserved extends WeakReference<OwnedFuture<?>> {
    private static final System.Logger LOG = System.getLogger("dev.bascule");
    private static final ReferenceQueue<OwnedFuture<?>> COLLECTED = new ReferenceQueue<>();
    private static final Set<Unobserved> WATCHED = ConcurrentHashMap.newKeySet();
    private static final long LOOK_NANOS = 1_000_000_000;
    private static final AtomicBoolean LOOKING = new AtomicBoolean();

    private final Throwable failure;
    private final String stage;

    private Unobserved(OwnedFuture<?> stage, Throwable failure) {
        super(stage, COLLECTED);
        this.stage = stage.describe();
        this.failure = failure;
    }

    /** Starts to watch; null for failures that nobody needs to hear of. */
    static @Nullable Unobserved watch(OwnedFuture<?> stage, Throwable failure) {
        if (failure instanceof CancellationException || stage.wantedBy() > 0) {
            return null;
        }
        report();
        Unobserved witness = new Unobserved(stage, failure);
        WATCHED.add(witness);
        lookLater();
        return witness;
    }

    private static void lookLater() {
        if (LOOKING.get() || !LOOKING.compareAndSet(false, true)) {
            return;
        }
        try {
            Background.schedule(LOOK_NANOS, Unobserved::look);
        } catch (Throwable noThread) {
            LOOKING.set(false); // the stage must end even so, and the next failure tries again
        }
    }

    private static void look() {
        LOOKING.set(false); // before the look: who watches from now on sees to the next one
        report();
        if (!WATCHED.isEmpty()) {
            lookLater();
        }
    }

    void observed() {
        WATCHED.remove(this);
        clear();
    }

    /** Logs what has been collected unseen. Any thread; quick when there is nothing. */
    static void report() {
        if (WATCHED.isEmpty()) {
            return;
        }
        for (Object lost = COLLECTED.poll(); lost != null; lost = COLLECTED.poll()) {
            if (lost instanceof Unobserved witness && WATCHED.remove(witness)) {
                LOG.log(Level.WARNING, witness::message, witness.failure);
            }
        }
    }

    private String message() {
        return Messages.text(
                RuleId.BSC202,
                stage + " failed and nobody looked at it: " + failure,
                "the stage was dropped without join, get, await or a dependent, so the failure would be lost.",
                "await or return the stage, or add whenComplete(..); for several at once use Bridge.allOf,"
                        + " since CompletableFuture.allOf does not tell us that it looked.");
    }
}
