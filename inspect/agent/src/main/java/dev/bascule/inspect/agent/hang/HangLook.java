package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Verdict;
import dev.bascule.inspect.model.report.Report;
import java.lang.Thread.State;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for knots from time to time, and tells of one when it was met by two looks, one after the other. While threads wait for
 * the same things as before it looks more and more seldom. One thread.
 */
public final class HangLook {
    private static final long SOONEST_NANOS = 300_000_000;
    private static final long LATEST_NANOS = 10_000_000_000L;

    /** Who waits for that long is believed to wait in vain, though others run. */
    private static final long LONG_NANOS = 30_000_000_000L;

    /** Of the time, one part in so many may be spent on looks. */
    private static final int SHARE = 200;

    /** The same where somebody waits for what there is to tell, since the program seems to hang. */
    private static final long ASKED_LONG_NANOS = 2_000_000_000;

    private static final int ASKED_SHARE = 30;

    /** Who wants to know. */
    public interface Listener {
        /** A hang. */
        void told(Report.Told hang);

        /** It has ended after all. */
        void ended(Report.Told hang);
    }

    /** What a thread has been seen to wait for, since then. */
    private record Since(WeakReference<Object> awaited, long nanos) {}

    private final Instrumentation instrumentation;
    private final Supplier<List<Thread>> threads;
    private final BiFunction<Thread, StackTraceElement[], List<Frame>> frames;
    private final Supplier<@Nullable Verdict> verdicts;
    private final Listener listener;
    private final boolean isAsked;
    private IdentityHashMap<Thread, Since> waits = new IdentityHashMap<>();
    private List<Knot> before = List.of();
    private IdentityHashMap<Knot, Report.Told> told = new IdentityHashMap<>();
    private long waiting;
    private long pause = SOONEST_NANOS;
    private long next = System.nanoTime();

    /**
     * With what it needs.
     *
     * @param threads all that are to be looked at
     * @param frames the stack of one, of what the JVM tells of it
     * @param verdicts gives null as long as the catalogue is not read
     * @param listener told of each knot once, and again when it is none any more
     * @param isAsked whether somebody waits for what there is to tell
     */
    public HangLook(
            Instrumentation instrumentation,
            Supplier<List<Thread>> threads,
            BiFunction<Thread, StackTraceElement[], List<Frame>> frames,
            Supplier<@Nullable Verdict> verdicts,
            Listener listener,
            boolean isAsked) {
        this.instrumentation = instrumentation;
        this.threads = threads;
        this.frames = frames;
        this.verdicts = verdicts;
        this.listener = listener;
        this.isAsked = isAsked;
    }

    /** Looks if it is time to. */
    public void look() {
        if (System.nanoTime() - next < 0) {
            return;
        }
        List<Thread> all = threads.get();
        long now = waiting(all);
        if (now != 0 && verdicts.get() == null) {
            return;
        }
        boolean isNews = now != waiting || before.size() > told.size();
        long began = System.nanoTime();
        waiting = now;
        if (now == 0) {
            waits.clear();
            before = List.of();
            told = remaining(List.of());
        } else {
            look(all);
        }
        boolean isOpen = before.size() > told.size(); // met, and to be met once more
        pause = isNews ? SOONEST_NANOS : Math.min(LATEST_NANOS, 2 * pause);
        long rest = (isAsked ? ASKED_SHARE : SHARE) * (System.nanoTime() - began);
        next = System.nanoTime() + (isOpen ? SOONEST_NANOS : Math.max(pause, rest));
    }

    /** A hash of who waits for what without a limit; 0 if nobody does. */
    private static long waiting(List<Thread> threads) {
        long hash = 0;
        for (Thread thread : threads) {
            State state = thread.getState();
            if (state == State.WAITING || state == State.BLOCKED) {
                hash += 31L * thread.getId() + System.identityHashCode(LockSupport.getBlocker(thread)) + 1;
            }
        }
        return hash;
    }

    private void look(List<Thread> all) {
        Verdict verdict = Objects.requireNonNull(verdicts.get());
        Snapshot snapshot = new Snapshot(
                new Heap(instrumentation), all, frames, stack -> stack.stream().noneMatch(verdict::isApplication));
        waits = waits(snapshot);
        List<Knot> now = Knots.of(snapshot, verdict, this::hasLasted);
        told = remaining(now);
        for (Knot knot : now) {
            if (before.stream().anyMatch(knot::isSame) && told.keySet().stream().noneMatch(knot::isSame)) {
                Report.Told hang = tell(knot, verdict);
                told.put(knot, hang);
                listener.told(hang);
            }
        }
        before = now;
    }

    /** Of those that have been told; that the others have ended is told, too, unless one like it goes on. */
    private IdentityHashMap<Knot, Report.Told> remaining(List<Knot> now) {
        IdentityHashMap<Knot, Report.Told> remaining = new IdentityHashMap<>(told);
        remaining.keySet().removeIf(knot -> now.stream().noneMatch(knot::isSame));
        told.values().stream()
                .filter(hang -> remaining.values().stream()
                        .noneMatch(other -> other.fingerprint().equals(hang.fingerprint())))
                .forEach(listener::ended);
        return remaining;
    }

    /** Those of before that go on, and the new ones. */
    private IdentityHashMap<Thread, Since> waits(Snapshot snapshot) {
        IdentityHashMap<Thread, Since> now = new IdentityHashMap<>();
        for (Waiter waiter : snapshot.waiters) {
            Since since = waits.get(waiter.thread());
            boolean goesOn = since != null && since.awaited.get() == waiter.awaited();
            now.put(
                    waiter.thread(),
                    goesOn ? since : new Since(new WeakReference<>(waiter.awaited()), System.nanoTime()));
        }
        return now;
    }

    private boolean hasLasted(Waiter waiter) {
        return lasted(waiter) >= (isAsked ? ASKED_LONG_NANOS : LONG_NANOS);
    }

    /** Since a look met the wait first. */
    private long lasted(Waiter waiter) {
        return System.nanoTime() - Objects.requireNonNull(waits.get(waiter.thread())).nanos;
    }

    private Report.Told tell(Knot knot, Verdict verdict) {
        Waiter first = knot.waiters().get(0);
        List<String> names = knot.waiters().stream()
                .map(each -> ThreadNames.of(each.thread()))
                .toList();
        return verdict.ofHang(knot.rule(), "waits", first.stack(), names, lasted(first), new Hang(knot.links(), false));
    }
}
