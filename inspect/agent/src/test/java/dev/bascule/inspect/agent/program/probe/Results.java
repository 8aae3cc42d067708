package dev.bascule.inspect.agent.program.probe;

import static dev.bascule.inspect.agent.program.probe.Others.newer;
import static dev.bascule.inspect.agent.program.probe.Others.whenWaiting;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for results of other work. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue", "FutureReturnValueIgnored"})
public final class Results implements AutoCloseable {
    private final CompletableFuture<String> later = new CompletableFuture<>();
    private final CompletableFuture<String> evenLater = new CompletableFuture<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ExecutorService virtual = virtual();
    private final ForkJoinPool forkJoin = new ForkJoinPool(2);
    private final ExecutorCompletionService<String> completions = new ExecutorCompletionService<>(pool);

    public Results() {}

    /** Where there are no virtual threads, of platform threads. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService) newer(Executors.class, null, "newVirtualThreadPerTaskExecutor");
        } catch (Exception older) {
            return Executors.newCachedThreadPool();
        }
    }

    @Override
    public void close() {
        gate.countDown();
        pool.shutdown();
        virtual.shutdown();
        forkJoin.shutdown();
    }

    private String pass() throws InterruptedException {
        gate.await();
        return "passed";
    }

    @Probe("jdk.future.get")
    void getCompletable() throws Exception {
        whenWaiting(() -> later.complete("done"));
        later.get();
    }

    @Probe("jdk.future.get")
    void getCompletableTimed() throws Exception {
        try {
            evenLater.get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException expected) {
            return;
        }
    }

    @Probe("jdk.future.get")
    void joinCompletable() {
        whenWaiting(() -> evenLater.complete("done"));
        evenLater.join();
    }

    @Probe("jdk.future.get")
    void getTask() throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "done");
        whenWaiting(task::run);
        task.get();
    }

    @Probe("jdk.future.get")
    void getSubmitted() throws Exception {
        whenWaiting(gate::countDown);
        pool.submit(this::pass).get();
    }

    @Probe(value = "jdk.future.get", since = 21)
    void getOfVirtualThread() throws Exception {
        whenWaiting(gate::countDown);
        virtual.submit(this::pass).get();
    }

    @Probe("jdk.future.get")
    void joinForked() {
        whenWaiting(gate::countDown);
        forkJoin.submit(this::pass).join();
    }

    @Probe("jdk.forkjoin.invoke")
    void invokeForked() {
        whenWaiting(gate::countDown);
        forkJoin.invoke(ForkJoinTask.adapt(this::pass));
    }

    @Probe("jdk.executor.invoke")
    void invokeAll() throws InterruptedException {
        whenWaiting(gate::countDown);
        pool.invokeAll(List.of(this::pass, this::pass));
    }

    @Probe("jdk.executor.invoke")
    void invokeAny() throws Exception {
        whenWaiting(gate::countDown);
        pool.invokeAny(List.of(this::pass, this::pass));
    }

    @Probe("jdk.completion-service.take")
    void takeCompleted() throws InterruptedException {
        completions.submit(this::pass);
        whenWaiting(gate::countDown);
        completions.take();
    }

    @Probe("jdk.executor.close")
    void awaitTermination() throws InterruptedException {
        pool.awaitTermination(1, TimeUnit.MILLISECONDS);
    }

    @Probe(value = "jdk.executor.close", since = 19)
    void closeExecutor() throws Exception {
        pool.submit(this::pass);
        whenWaiting(gate::countDown);
        newer(ExecutorService.class, pool, "close");
    }
}
