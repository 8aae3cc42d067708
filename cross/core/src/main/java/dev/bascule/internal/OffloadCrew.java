package dev.bascule.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an offload: who is woken or started, who looks for work, who is parked.
 *
 * <p><b>For maintainers.</b> A worker that goes idle puts itself on the stack of idle ones before it gives its permit back,
 * so that whoever takes a permit finds it there, and there are never more threads than permits. Whoever takes a
 * permit is the only one until its worker looks (see {@link OffloadPermits}), so only one thread at a time takes workers off the
 * stack; an idle worker takes only itself off, if its time is over.
 */
final class OffloadCrew {
    private final OffloadCore offload;
    private final boolean virtual;
    private final OffloadPermits permits;
    private final Set<OffloadWorker> workers = ConcurrentHashMap.newKeySet();

    /** The one that was busy last comes first: its caches are warm, and the others' time runs out. */
    private final ConcurrentLinkedDeque<OffloadWorker> idle = new ConcurrentLinkedDeque<>();

    // -- the worker that looks --
    private final Linger linger = new Linger();
    private final BooleanSupplier arrived;

    OffloadCrew(OffloadCore offload, int concurrency, boolean virtual) {
        this.offload = offload;
        this.virtual = virtual;
        this.permits = new OffloadPermits(concurrency);
        this.arrived = offload::hasArrived;
    }

    int permitsTaken() {
        return permits.taken();
    }

    boolean hasFreePermit() {
        return permits.anyFree();
    }

    Set<OffloadWorker> workers() {
        return workers;
    }

    /** Something was queued: wakes or starts a worker, if a permit is free and nobody looks for work. */
    void wakeOne() {
        if (!permits.tryTake()) {
            return;
        }
        OffloadWorker fresh = null;
        try {
            OffloadWorker worker = idle.pollLast();
            if (worker != null) {
                worker.grant();
            } else {
                fresh = new OffloadWorker(offload, this);
                start(fresh);
            }
        } catch (Throwable noThread) {
            lost(fresh, noThread);
        }
    }

    private void start(OffloadWorker worker) {
        workers.add(worker);
        Thread thread = virtual
                ? Threads.newVirtual("bascule-" + offload.name, worker)
                : new BasculeThread(offload.name, worker);
        worker.runsOn(thread); // before it runs: a closer must not miss one that starts late
        thread.start();
    }

    /** The system gives no thread: whoever holds a permit does the work, and if nobody does, all that is queued fails. */
    private void lost(@Nullable OffloadWorker worker, Throwable noThread) {
        if (worker != null) {
            workers.remove(worker);
        }
        permits.giveBack(true);
        RejectedExecutionException refusal =
                new RejectedExecutionException("no thread could be started for " + offload.describe(), noThread);
        while (permits.taken() == 0) {
            Task task = offload.poll();
            if (task == null) {
                return;
            }
            offload.refuse(task, refusal);
        }
    }

    // -- called by workers --

    /** The worker that looks has found a task; if there is more to do, another one shall look. */
    void found() {
        permits.found();
        if (offload.hasQueued()) {
            wakeOne();
        }
    }

    /** Whether the worker, which ran out of tasks, is to look for more: one at a time does. */
    boolean mayLook() {
        return permits.tryLook();
    }

    void giveBack(OffloadWorker worker, boolean looking) {
        if (!virtual) {
            idle.addLast(worker);
        }
        permits.giveBack(looking);
    }

    /** The permit of a worker that has broken down. */
    void lostPermit(boolean looking) {
        permits.giveBack(looking);
        if (offload.hasQueued()) {
            wakeOne();
        }
    }

    /** For a worker that has just given its permit back: another one, at once or later; false if it is to end. */
    boolean nextPermit(OffloadWorker worker) {
        if (offload.hasQueued() && permits.tryTake()) { // queued since it looked, by one who saw it look
            idle.removeLastOccurrence(worker); // nobody else took it off: only who takes a permit does
            return true;
        }
        return !virtual && worker.awaitGrant();
    }

    /** Whether an idle worker may end; false if it is about to be given a permit. */
    boolean mayEnd(OffloadWorker worker) {
        return idle.remove(worker);
    }

    void ended(OffloadWorker worker) {
        workers.remove(worker);
    }

    /**
     * For the worker that looks: whether there is work now, or within a moment. A virtual one does not stay: waking a
     * platform thread is dear, starting a virtual one is not, and it would keep its carrier from others.
     */
    boolean lookForWork() {
        return virtual ? arrived.getAsBoolean() : linger.forWork(arrived);
    }
}
