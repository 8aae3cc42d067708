package dev.bascule.internal;

import dev.bascule.stage.Cancellation;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.OffloadFullException;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The engine of an offload: permits, a bounded queue, and the threads that hold the permits.
 *
 * <p><b>For maintainers.</b> One short lock guards all counts, because they are promises: the limit is taken before a
 * thread is spawned, a cancelled call frees its place at once, and statistics add up. No user code, thread start
 * or wake-up happens under it. A task that is cancelled or helped leaves the queue by its own CAS and stays as a tombstone, which
 * {@link #tombstones} counts; when they outnumber the living, the queue is swept.
 *
 * <p>Workers are woken one at a time: a submitter wakes one if none is being woken, and that one wakes the next before it
 * runs its own call, as long as there is work and a permit. A burst of short calls is then done by the few threads that
 * are awake, instead of by as many wake-ups as calls; the rule is that of the Go scheduler's spinning threads.
 */
public final class OffloadCore implements Home {
    private static final int LOCK_SPINS = 20;
    private static final int SWEEP_AT = 64;

    /** One call in eight is timed: two clock readings cost as much as the rest of queueing. */
    private static final int TIMED_CALLS_MASK = 7;

    private static final byte ABSENT = 0;
    private static final byte QUEUED = 1;
    private static final byte TOMBSTONE = 2;

    // -- immutable --
    final String name;
    private final String description;
    private final int concurrency;
    private final int queueLimit;
    private final boolean virtual;
    private final @Nullable Duration deadline;
    private final ConcurrentHashMap<Bell, Boolean> helpers = new ConcurrentHashMap<>();

    // -- under the lock --
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();
    private final ArrayDeque<Task> queue = new ArrayDeque<>();
    private final ArrayDeque<OffloadWorker> idle = new ArrayDeque<>();
    private final Set<OffloadWorker> workers = new HashSet<>();
    private int running;
    private int tombstones;
    private int enqueued;
    private long rejected;
    private long abandoned;
    private long completed;
    private long longestWaitNanos;

    // -- written under the lock, or by the woken worker; read by any thread --
    private volatile boolean waking;
    private volatile boolean moreQueued;

    // -- written under the lock, read by any thread --
    private volatile boolean draining;
    private volatile boolean closed;

    /** An offload that has no thread yet. */
    public OffloadCore(String name, int concurrency, int queueLimit, boolean virtual, @Nullable Duration deadline) {
        this.name = name;
        this.description = "offload '" + name + "'";
        this.concurrency = concurrency;
        this.queueLimit = queueLimit;
        this.virtual = virtual;
        this.deadline = deadline;
    }

    @Override
    public String describe() {
        return description;
    }

    @Nullable
    Duration deadline() {
        return deadline;
    }

    boolean isClosed() {
        return closed;
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
    public void execute(Runnable work) {
        RunTask task = new RunTask(work);
        submit(task, draining && !(work instanceof CompletableFuture.AsynchronousCompletionTask));
    }

    @Override
    public void visit(VisitTask visit) {
        submit(visit, false);
    }

    private void submit(Task task, boolean refused) {
        OffloadWorker woken = null;
        lock();
        try {
            if (refused || closed) {
                rejected++;
                throw new ClosedException(closedMessage("work was given to " + describe() + ", which is closed."));
            }
            boolean room = queued() < queueLimit;
            if (!room && running == concurrency) {
                rejected++;
                throw new OffloadFullException(fullMessage());
            }
            enqueue(task);
            if (running < concurrency && (!waking || !room)) {
                woken = takeWorker();
            }
        } finally {
            lock.unlock();
        }
        start(woken);
    }

    /** Under the lock: takes a permit and a worker for the oldest task; null if there is no task. */
    private @Nullable OffloadWorker takeWorker() {
        Task task = pollQueued();
        if (task == null) {
            return null;
        }
        running++;
        waking = true;
        OffloadWorker worker = idle.pollLast();
        if (worker == null) {
            worker = new OffloadWorker(this);
            workers.add(worker);
        }
        worker.assign(task);
        return worker;
    }

    private void start(@Nullable OffloadWorker worker) {
        if (worker == null || worker.wake()) {
            return;
        }
        try {
            if (virtual) {
                Threads.newVirtual("bascule-" + name, worker).start();
            } else {
                new BasculeThread(name, worker).start();
            }
        } catch (Throwable noThread) {
            lost(worker, noThread);
        }
    }

    /** The system gives no thread: what the worker was to run fails, and the permit is given back. */
    private void lost(OffloadWorker worker, Throwable noThread) {
        List<Task> left = new ArrayList<>();
        lock();
        try {
            workers.remove(worker);
            running--;
            waking = false;
            left.add(worker.assigned());
            for (Task task = running == 0 ? pollQueued() : null; task != null; task = pollQueued()) {
                left.add(task);
            }
            quiet.signalAll();
        } finally {
            lock.unlock();
        }
        RejectedExecutionException refusal =
                new RejectedExecutionException("no thread could be started for " + describe(), noThread);
        for (Task task : left) {
            if (task != null && task.step(Task.QUEUED, Task.OVER)) {
                task.refuse(refusal);
            }
        }
    }

    private void enqueue(Task task) {
        if (task instanceof OffloadCall<?> call && (enqueued++ & TIMED_CALLS_MASK) == 0) {
            call.queuedAt = System.nanoTime();
        }
        task.queueMark = QUEUED;
        queue.addLast(task);
        moreQueued = true;
    }

    private @Nullable Task pollQueued() {
        for (Task task = queue.pollFirst(); task != null; task = queue.pollFirst()) {
            byte mark = task.queueMark;
            task.queueMark = ABSENT;
            if (mark == TOMBSTONE) {
                tombstones--;
            } else if (task.state() == Task.QUEUED) {
                noteWait(task);
                moreQueued = !queue.isEmpty();
                return task;
            }
        }
        moreQueued = false;
        return null;
    }

    /** The lock is held for some tens of nanoseconds; parking for it would cost a virtual thread a hundred times that. */
    private void lock() {
        for (int spins = virtual ? LOCK_SPINS : 0; spins > 0; spins--) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    private int queued() {
        return queue.size() - tombstones;
    }

    /** A task was cancelled or helped: if it stands in the queue, it no longer counts. */
    void leftQueue(Task task) {
        lock();
        try {
            if (task.queueMark == QUEUED) {
                task.queueMark = TOMBSTONE;
                tombstones++;
                if (tombstones > SWEEP_AT && tombstones > queue.size() / 2) {
                    queue.removeIf(each -> each.queueMark == TOMBSTONE);
                    tombstones = 0;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void abandoned() {
        lock();
        try {
            abandoned++;
        } finally {
            lock.unlock();
        }
    }

    // -- called by workers --

    /**
     * A woken worker is about to run its first task; if there is more to do, it wakes the next one before that. A
     * submitter queues before it asks whether a worker is waking, so of the two one sees the other.
     */
    void awake() {
        waking = false;
        if (!moreQueued) {
            return;
        }
        OffloadWorker next = null;
        lock();
        try {
            if (!waking && running < concurrency) {
                next = takeWorker();
            }
        } finally {
            lock.unlock();
        }
        start(next);
    }

    /** The next task for a worker that keeps its permit; null if there is none, and the permit is given back. */
    @Nullable
    Task nextFor(OffloadWorker worker, boolean ranOne) {
        lock();
        try {
            if (ranOne) {
                completed++;
            }
            Task task = pollQueued();
            worker.assign(task);
            if (task != null) {
                return task;
            }
            running--;
            if (keepsIdleWorkers()) {
                idle.addLast(worker);
            } else {
                workers.remove(worker);
            }
            if (draining) {
                quiet.signalAll();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void noteWait(Task task) {
        if (task instanceof OffloadCall<?> call && call.queuedAt != 0) {
            call.queuedFor = System.nanoTime() - call.queuedAt;
            longestWaitNanos = Math.max(longestWaitNanos, call.queuedFor);
        }
    }

    void helped() {
        lock();
        try {
            completed++;
        } finally {
            lock.unlock();
        }
    }

    boolean keepsIdleWorkers() {
        return !virtual && !closed;
    }

    /** An idle worker ends, unless it has just been given a call. */
    void retire(OffloadWorker worker) {
        lock();
        try {
            if (idle.remove(worker)) {
                workers.remove(worker);
            }
        } finally {
            lock.unlock();
        }
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
        for (OffloadWorker worker : workers()) {
            Task task = worker.assigned();
            if (task != null && task.state() != Task.QUEUED && task.state() != Task.OVER) {
                tasks.add(task);
            }
        }
        return tasks.size() < concurrency ? null : tasks;
    }

    // -- seen from outside --

    /** The counts at one instant. */
    public record Counts(
            int running, int queued, long rejected, long abandoned, long completed, long longestWaitNanos) {}

    /** What {@link Counts} says. */
    public Counts counts() {
        lock();
        try {
            return new Counts(running, queued(), rejected, abandoned, completed, longestWaitNanos);
        } finally {
            lock.unlock();
        }
    }

    // -- closing, see OffloadCloser --

    /** Returns when every stage of the offload has ended. Interrupted, it stops draining at once and keeps the flag. */
    public void close(long nanos) {
        OffloadCloser.close(this, nanos);
    }

    /** Stops taking calls and waits until all are done or the time is over; false if interrupted. */
    boolean drain(long nanos) {
        lock();
        try {
            draining = true;
            long left = nanos;
            while (left > 0 && (running > 0 || queued() > 0)) {
                left = quiet.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more at all; gives what is still queued. */
    List<Task> stopIntake() {
        lock();
        try {
            closed = true;
            List<Task> left = new ArrayList<>(queue);
            queue.clear();
            left.forEach(task -> task.queueMark = ABSENT);
            tombstones = 0;
            return left;
        } finally {
            lock.unlock();
        }
    }

    List<OffloadWorker> workers() {
        lock();
        try {
            return new ArrayList<>(workers);
        } finally {
            lock.unlock();
        }
    }

    String closedMessage(String what) {
        return Messages.text(
                RuleId.BSC207,
                what,
                "a closed offload runs nothing any more, so the work could never be done.",
                "close the offload after its users, or allow more time: close(Duration).");
    }

    private String fullMessage() {
        return Messages.text(
                RuleId.BSC205,
                describe() + " is full: " + running + " of " + concurrency + " calls running, " + queued() + " of "
                        + queueLimit + " queued.",
                "work arrives faster than it is done; a longer queue would only hide that until memory is gone.",
                "slow the caller down, raise withConcurrency or withQueueLimit, or set withDeadline so that late"
                        + " calls are dropped.");
    }
}
