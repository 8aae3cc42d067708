package dev.bascule.inspect.model.catalog.threads;

import dev.bascule.inspect.model.catalog.RunsOn;
import dev.bascule.loop.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.vertx.core.Context;
import java.awt.EventQueue;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Schedulers;

/**
 * What kind of thread ran a callback, as far as can be told from the thread: those of the test have the names of their
 * roles, and the thread that makes a Seen is the caller.
 */
final class Seen {
    private static final String LOOP_NAME = "loop of the test";

    private final Thread caller = Thread.currentThread();
    private final BlockingQueue<RunsOn> seen = new LinkedBlockingQueue<>();

    /** A thread for one piece of work, in a role. */
    static void on(RunsOn role, Runnable work) {
        Thread thread = new Thread(work, role.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** An executor whose threads are recognised as its own. */
    static Executor executor() {
        return work -> on(RunsOn.EXECUTOR, work);
    }

    /** A loop of Bascule's that is recognised as one. */
    static EventLoop loop() {
        return EventLoop.open(LOOP_NAME);
    }

    /** Called in a callback: notes its thread. */
    void note() {
        seen.add(kind(Thread.currentThread()));
    }

    /** The same, in a function. */
    <T> T here(T value) {
        note();
        return value;
    }

    /** What ran the first callback. */
    RunsOn first() throws InterruptedException {
        return Objects.requireNonNull(seen.poll(20, TimeUnit.SECONDS), "the callback was never called");
    }

    private RunsOn kind(Thread thread) {
        for (RunsOn role : RunsOn.values()) {
            if (thread.getName().equals(role.name())) {
                return role;
            }
        }
        if (thread == caller) {
            return RunsOn.CALLER;
        }
        if (isLoop(thread)) {
            return RunsOn.LOOP;
        }
        boolean isCompute = thread instanceof ForkJoinWorkerThread
                || Schedulers.isNonBlockingThread(thread)
                || thread.getName().startsWith("RxComputation")
                || thread.getName().startsWith("RxSingle");
        return isCompute ? RunsOn.COMPUTE : RunsOn.BLOCKING;
    }

    private static boolean isLoop(Thread thread) {
        return EventQueue.isDispatchThread()
                || Context.isOnEventLoopThread()
                || thread.getName().contains(LOOP_NAME)
                || thread.getName().startsWith("netty-timer")
                || thread.getName().startsWith("reactor-http")
                || thread.getName().startsWith("reactor-tcp")
                || thread.getName().startsWith("grpc-default-worker")
                || (thread instanceof FastThreadLocalThread
                        && thread.getName().startsWith(EventLoopGroup.class.getSimpleName()));
    }
}
