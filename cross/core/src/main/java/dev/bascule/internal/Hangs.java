package dev.bascule.internal;

import dev.bascule.hang.Hang;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells of hangs: to listeners, the log and the flight recorder. On the thread that found out. */
public final class Hangs {
    private static final System.Logger LOG = System.getLogger("dev.bascule");
    private static final CopyOnWriteArrayList<Consumer<? super Hang>> LISTENERS = new CopyOnWriteArrayList<>();

    private Hangs() {}

    /** Tells the listener of all that is found from now on, until the returned handle is run. */
    public static Runnable listen(Consumer<? super Hang> listener) {
        Consumer<Hang> entry = listener::accept; // the same listener may be there twice
        LISTENERS.add(entry);
        Suspicions.start();
        return () -> LISTENERS.remove(entry);
    }

    static boolean isHeard() {
        return !LISTENERS.isEmpty();
    }

    static void proven(Hang hang) {
        if (Proof.MODE == Proof.Mode.REPORT) {
            LOG.log(Level.WARNING, hang::message);
        }
        tell(hang);
    }

    static void suspected(Wait wait, Hang hang) {
        wait.tell(hang.kind(), hang.rule());
        LOG.log(Level.WARNING, hang::message);
        tell(hang);
    }

    static void retract(Wait wait) {
        Wait.Told told = wait.takeBack();
        if (told == null) {
            return;
        }
        if (told.kind() == Hang.Kind.SUSPECTED) {
            Suspicions.wasWrong();
        }
        String thread = wait.thread.getName();
        Hang hang = new Hang(
                Hang.Kind.RETRACTED,
                told.rule(),
                thread,
                List.of(wait.toString()),
                told.rule() + ": thread '" + thread + "' no longer waits for " + wait.awaitedInWords()
                        + ", which was reported.");
        LOG.log(Level.WARNING, hang::message); // as the report was, so that no log has the one without the other
        tell(hang);
    }

    private static void tell(Hang hang) {
        HangEvent event = new HangEvent();
        if (event.isEnabled()) {
            event.kind = hang.kind().name();
            event.rule = hang.rule().name();
            event.message = hang.message();
            event.commit();
        }
        for (Consumer<? super Hang> listener : LISTENERS) {
            try {
                listener.accept(hang);
            } catch (Throwable failure) {
                LOG.log(Level.WARNING, "a listener of hangs failed", failure);
            }
        }
    }
}
