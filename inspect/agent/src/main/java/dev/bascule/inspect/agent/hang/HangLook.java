package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Verdict;
import dev.bascule.inspect.model.report.Report;
import java.lang.Thread.State;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for knots from time to time, and tells of one when it was met by two looks, one after the other. While threads wait for
 * the same things as before it looks more and more seldom. One thread.
 */
public final class HangLook {
    private static final long SOONEST_NANOS = 300_000_000;
    private static final long LATEST_NANOS = 60_000_000_000L;

    /** Who waits for that long is believed to wait in vain, though others run. */
    private static final long LONG_NANOS = 10_000_000_000L;

    /** What a thread has been seen to wait for, since then. */
    private record Since(WeakReference<Object> awaited, long nanos) {}

    private final Instrumentation instrumentation;
    private final Supplier<List<Thread>> threads;
    private final Function<Thread, List<Frame>> frames;
    private final Supplier<@Nullable Verdict> verdicts;
    private final Consumer<Report.Told> listener;
    private IdentityHashMap<Thread, Since> waits = new IdentityHashMap<>();
    private List<Knot> before = List.of();
    private final List<Knot> told = new ArrayList<>();
    private long waiting;
    private long pause = SOONEST_NANOS;
    private long next = System.nanoTime();

    /**
     * With what it needs.
     *
     * @param threads all that are to be looked at
     * @param frames the stack of one
     * @param verdicts gives null as long as the catalogue is not read
     * @param listener told of each knot once
     */
    public HangLook(
            Instrumentation instrumentation,
            Supplier<List<Thread>> threads,
            Function<Thread, List<Frame>> frames,
            Supplier<@Nullable Verdict> verdicts,
            Consumer<Report.Told> listener) {
        this.instrumentation = instrumentation;
        this.threads = threads;
        this.frames = frames;
        this.verdicts = verdicts;
        this.listener = listener;
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
        pause = now == waiting && now != 0 && before.isEmpty() ? Math.min(LATEST_NANOS, 2 * pause) : SOONEST_NANOS;
        waiting = now;
        if (now == 0) {
            waits.clear();
        } else {
            look(all);
        }
        next = System.nanoTime() + pause;
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
        for (Knot knot : now) {
            if (before.stream().anyMatch(knot::isSame) && told.stream().noneMatch(knot::isSame)) {
                told.add(knot);
                listener.accept(tell(knot, verdict));
            }
        }
        before = now;
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
        return lasted(waiter) >= LONG_NANOS;
    }

    /** Since a look met the wait first. */
    private long lasted(Waiter waiter) {
        return System.nanoTime() - Objects.requireNonNull(waits.get(waiter.thread())).nanos;
    }

    private Report.Told tell(Knot knot, Verdict verdict) {
        Waiter first = knot.waiters().get(0);
        List<String> names =
                knot.waiters().stream().map(each -> each.thread().getName()).toList();
        return verdict.ofHang(knot.rule(), "waits", first.stack(), names, lasted(first), new Hang(knot.links(), false));
    }
}
