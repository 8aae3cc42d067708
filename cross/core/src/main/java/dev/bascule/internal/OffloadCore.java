package dev.bascule.internal;

import dev.bascule.stage.Cancellation;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.OffloadFullException;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The engine of an offload: a bounded queue, permits, and the threads that hold the permits.
 *
 * <p><b>For maintainers.</b> No lock. A call takes a place ({@link OffloadCounts}: capacity is concurrency plus queue limit,
 * exactly), then it is queued ({@link OffloadQueue}), then a worker is woken if a permit is free and nobody looks for work
 * already ({@link OffloadPermits}); the permit is taken before a thread is spawned. Whoever moves a task on from QUEUED by
 * its CAS, also decides when its place is free: a worker when the task has run, a canceller, helper or closer at once.
 *
 * <p>Workers are woken one at a time: a submitter wakes one if none is being woken, and that one wakes the next before it
 * runs its own call, as long as there is work and a permit. A burst of short calls is then done by the few threads that
 * are awake, instead of by as many wake-ups as calls.
 *
 * <p>Closing: a producer looks at {@link #closed} before and after it queues, a worker after it has published what
 * it took and before it starts it; the closer sets it, and then empties the queue and looks at the workers. So
 * each task is seen by one of them.
 */
public final class OffloadCore implements Home {
    /** One call in eight is timed: two clock readings cost as much as the rest of queueing. */
    private static final int TIMED_CALLS_MASK = 7;

    // -- immutable --
    final String name;
    private final String description;
    private final int concurrency;
    private final int queueLimit;
    private final @Nullable Duration deadline;

    // -- any thread --
    final OffloadCounts counts;
    private final OffloadQueue queue = new OffloadQueue();
    private final OffloadCrew crew;
    private final ConcurrentHashMap<Bell, Boolean> helpers = new ConcurrentHashMap<>();
    final OffloadCloser closer = new OffloadCloser(this);
    private volatile boolean draining;
    private volatile boolean closed;

    /** An offload that has no thread yet. */
    public OffloadCore(String name, int concurrency, int queueLimit, boolean virtual, @Nullable Duration deadline) {
        this.name = name;
        this.description = "offload '" + name + "'";
        this.concurrency = concurrency;
        this.queueLimit = queueLimit;
        this.deadline = deadline;
        this.counts = new OffloadCounts((long) concurrency + queueLimit);
        this.crew = new OffloadCrew(this, concurrency, virtual);
    }

    @Override
    public String describe() {
        return description;
    }

    @Nullable
    Duration deadline() {
        return deadline;
    }

    // -- giving work, any thread --

    /** Queues or starts a call and gives its stage; a full or closed offload gives a failed one. */
    public <T> CompletableFuture<T> call(Callable<T> work, Cancellation cancellation) {
        OffloadCall<T> task = new OffloadCall<>(this, work, cancellation);
        GuardedFuture<T> stage = task.stage();
        if (deadline != null) {
            stage.markTimed();
        }
        try {
            submit(task, draining);
            Task.queued(work, this);
        } catch (RejectedExecutionException refusal) {
            task.refuse(refusal);
            return stage;
        }
        if (deadline != null) {
            task.startDeadline(Nanos.of(deadline), stage);
        }
        return stage;
    }

    @Override
    public void take(RunTask task) {
        submit(task, draining && !task.isContinuation());
    }

    @Override
    public void visit(VisitTask visit) {
        submit(visit, false);
    }

    private void submit(Task task, boolean refused) {
        if (refused || closed) {
            counts.rejected();
            throw closedException();
        }
        long number = counts.tryAccept();
        if (number == OffloadCounts.FULL) {
            counts.rejected();
            throw new OffloadFullException(fullMessage());
        }
        if ((number & TIMED_CALLS_MASK) == 0 && task instanceof OffloadCall<?> call) {
            call.queuedAt = System.nanoTime();
        }
        task.ready();
        try {
            queue.add(task);
        } catch (Throwable noMemory) {
            counts.dropped();
            throw noMemory;
        }
        if (closed) {
            closer.refuseQueued(); // closed since we looked
        } else {
            crew.wakeOne();
        }
    }

    /** A task that was queued will not run: its place is free at once. */
    void refuse(Task task, RuntimeException reason) {
        if (task.step(Task.QUEUED, Task.OVER)) {
            counts.dropped();
            task.drop(reason);
            closer.mayBeQuiet();
        }
    }

    /** A task was cancelled or helped: it no longer counts, though it may stand in the queue for a while. */
    void leftQueue() {
        counts.dropped();
        queue.died(counts.present());
        closer.mayBeQuiet();
    }

    // -- called by workers --

    /** The next task, which may have been cancelled or helped; null if none is queued. */
    @Nullable
    Task poll() {
        Task task = queue.poll();
        if (task instanceof OffloadCall<?> call && call.queuedAt != 0) {
            call.queuedFor = System.nanoTime() - call.queuedAt;
            counts.waited(call.queuedFor);
        }
        return task;
    }

    boolean hasQueued() {
        return !queue.isEmpty();
    }

    /** The same at a glance; a task may hide for the moment in which the one before it is being queued. */
    boolean hasArrived() {
        return queue.hasNext();
    }

    /** The task that came out of the queue had been cancelled or helped. */
    void buried() {
        queue.buried();
    }

    void ran() {
        counts.ran();
        closer.mayBeQuiet();
    }

    // -- helping --

    void addHelper(Bell bell) {
        helpers.put(bell, true);
    }

    void removeHelper(Bell bell) {
        helpers.remove(bell);
    }

    @Override
    public void ring() {
        if (!helpers.isEmpty()) {
            helpers.keySet().forEach(Bell::ring);
        }
    }

    // -- for proofs --

    @Override
    public boolean hasRoom() {
        return hasFreePermit();
    }

    @Override
    public boolean helps() {
        return true;
    }

    @Override
    public @Nullable Ambient host() {
        return null;
    }

    @Override
    public @Nullable List<Task> occupants() {
        List<Task> tasks = new ArrayList<>();
        if (hasFreePermit()) {
            return null;
        }
        for (OffloadWorker worker : workers()) {
            Task task = worker.waitingTask();
            if (task == null) {
                return null;
            }
            tasks.add(task);
        }
        return tasks.size() < concurrency ? null : tasks;
    }

    // -- seen from outside --

    /** The counts at one instant, or near it while calls come and go. */
    public record Counts(
            int running, int queued, long rejected, long abandoned, long completed, long longestWaitNanos) {}

    /** What {@link Counts} says. */
    public Counts counts() {
        long present = counts.present();
        long beyondQueue = present - queueLimit; // these are about to get a permit, if they have none
        long running = Math.max(Math.min(present, crew.permitsTaken()), beyondQueue);
        return new Counts(
                (int) running,
                (int) (present - running),
                counts.rejectedSum(),
                counts.abandonedSum(),
                counts.completedSum(),
                counts.longestWaitNanos());
    }

    /** Whether a queued task need not wait until a running one ends. Without a lock. */
    boolean hasFreePermit() {
        return crew.hasFreePermit();
    }

    /** All that hold a permit, from before their first task until they have given it back; and the parked. Live, without a lock. */
    Set<OffloadWorker> workers() {
        return crew.workers();
    }

    // -- closing, see OffloadCloser --

    /** Returns when every stage of the offload has ended. Interrupted, it stops draining at once and keeps the flag. */
    public void close(long nanos) {
        closer.close(nanos);
    }

    boolean isDraining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    boolean isClosed() {
        return closed;
    }

    void stopIntake() {
        closed = true;
    }

    private ClosedException closedException() {
        return new ClosedException(Messages.text(
                RuleId.BSC207,
                "work was given to " + describe() + ", which is closed.",
                "a closed offload runs nothing any more, so the work could never be done.",
                "close the offload after its users, or check who still holds it."));
    }

    /** When a call is refused, all places were taken. */
    private String fullMessage() {
        return Messages.text(
                RuleId.BSC205,
                describe() + " is full: " + concurrency + " of " + concurrency + " calls running, " + queueLimit
                        + " of " + queueLimit + " queued.",
                "work arrives faster than it is done; a longer queue would only hide that until memory is gone.",
                "slow the caller down, raise withConcurrency or withQueueLimit, or set withDeadline so that late"
                        + " calls are dropped.");
    }
}
