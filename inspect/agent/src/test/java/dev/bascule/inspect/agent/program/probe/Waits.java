package dev.bascule.inspect.agent.program.probe;

import static dev.bascule.inspect.agent.program.probe.Others.newer;
import static dev.bascule.inspect.agent.program.probe.Others.start;
import static dev.bascule.inspect.agent.program.probe.Others.whenWaiting;

import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sleeps, joins, waits, parks and monitors. */
@SuppressWarnings({"WaitNotInLoop", "ThreadJoinLoop"}) // they are to wait once
public final class Waits {
    private static final long HELD_NANOS = 600_000_000;

    private final Touched monitor = new Touched();
    private final Object blocker = new Object();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread endless = start(end::await);

    public Waits() {}

    @Probe("jdk.sleep")
    void sleepMillis() throws InterruptedException {
        Thread.sleep(1);
    }

    @Probe("jdk.sleep")
    void sleepNanos() throws InterruptedException {
        Thread.sleep(1, 500_000);
    }

    @Probe(value = "jdk.sleep", since = 19)
    void sleepDuration() throws Exception {
        newer(Thread.class, null, "sleep", Duration.ofMillis(1));
    }

    @Probe("jdk.sleep")
    void sleepUnit() throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep(1_100);
    }

    @Probe("jdk.thread.join")
    void join() throws InterruptedException {
        whenWaiting(end::countDown);
        endless.join();
    }

    @Probe("jdk.thread.join")
    void joinMillis() throws InterruptedException {
        Thread.currentThread().join(1);
    }

    @Probe("jdk.thread.join")
    void joinNanos() throws InterruptedException {
        Thread.currentThread().join(1, 500_000);
    }

    @Probe(value = "jdk.thread.join", since = 19)
    void joinDuration() throws Exception {
        newer(Thread.class, Thread.currentThread(), "join", Duration.ofMillis(1));
    }

    @Probe("jdk.thread.join")
    void joinUnit() throws InterruptedException {
        TimeUnit.MILLISECONDS.timedJoin(Thread.currentThread(), 1);
    }

    @Probe("jdk.object.wait")
    void waitForever() throws InterruptedException {
        synchronized (monitor) {
            whenWaiting(this::wake);
            monitor.wait();
        }
    }

    private void wake() {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    @Probe("jdk.object.wait")
    void waitMillis() throws InterruptedException {
        synchronized (monitor) {
            monitor.wait(1);
        }
    }

    @Probe("jdk.object.wait")
    void waitNanos() throws InterruptedException {
        synchronized (monitor) {
            monitor.wait(1, 500_000);
        }
    }

    @Probe("jdk.object.wait")
    void waitUnit() throws InterruptedException {
        synchronized (monitor) {
            TimeUnit.MILLISECONDS.timedWait(monitor, 1);
        }
    }

    @Probe("jdk.park")
    void park() {
        Thread thread = Thread.currentThread();
        whenWaiting(() -> LockSupport.unpark(thread));
        LockSupport.park();
    }

    @Probe("jdk.park")
    void parkBlocker() {
        Thread thread = Thread.currentThread();
        whenWaiting(() -> LockSupport.unpark(thread));
        LockSupport.park(blocker);
    }

    @Probe("jdk.park")
    void parkNanos() {
        LockSupport.parkNanos(1_000_000);
    }

    @Probe("jdk.park")
    void parkNanosBlocker() {
        LockSupport.parkNanos(blocker, 1_000_000);
    }

    @Probe("jdk.park")
    void parkUntil() {
        LockSupport.parkUntil(System.currentTimeMillis() + 2);
    }

    @Probe("jdk.park")
    void parkUntilBlocker() {
        LockSupport.parkUntil(blocker, System.currentTimeMillis() + 2);
    }

    @Probe("jdk.reference-queue")
    void referenceQueue() throws InterruptedException {
        new ReferenceQueue<>().remove(1);
    }

    @Probe("jdk.monitor")
    void synchronizedBlock() {
        holdMonitor();
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    @Probe("jdk.monitor")
    void synchronizedMethod() {
        holdMonitor();
        monitor.touch();
    }

    private static final class Touched {
        synchronized void touch() {
            notifyAll();
        }
    }

    /** Until the caller has wanted it for some time. */
    private void holdMonitor() {
        CountDownLatch held = new CountDownLatch(1);
        Thread waiter = Thread.currentThread();
        start(() -> {
            synchronized (monitor) {
                held.countDown();
                while (waiter.getState() != Thread.State.BLOCKED) {
                    Thread.yield();
                }
                LockSupport.parkNanos(HELD_NANOS);
            }
        });
        while (held.getCount() > 0) {
            Thread.onSpinWait();
        }
    }
}
