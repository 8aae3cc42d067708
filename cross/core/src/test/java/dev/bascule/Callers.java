package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.internal.Threads;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.ThreadKind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kinds of thread from which blocking code may call. Each runs a piece of work on a fresh thread of its kind. */
public enum Callers {
    PLATFORM_THREAD {
        @Override
        AutoCloseable launch(Runnable work) {
            Thread thread = new Thread(work, "caller");
            thread.setDaemon(true);
            thread.start();
            return thread::join;
        }
    },
    VIRTUAL_THREAD {
        @Override
        AutoCloseable launch(Runnable work) {
            Thread thread = Threads.newVirtual("caller", work);
            thread.start();
            return thread::join;
        }
    },
    EVENT_LOOP {
        @Override
        AutoCloseable launch(Runnable work) {
            EventLoop loop = EventLoop.open("caller");
            loop.executor().execute(work);
            return loop;
        }
    },
    OFFLOAD_WORKER {
        @Override
        AutoCloseable launch(Runnable work) {
            return onOffload(work, ThreadKind.PLATFORM);
        }
    },
    VIRTUAL_OFFLOAD_WORKER {
        @Override
        AutoCloseable launch(Runnable work) {
            return onOffload(work, ThreadKind.VIRTUAL);
        }
    },
    FORK_JOIN_WORKER {
        @Override
        AutoCloseable launch(Runnable work) {
            ForkJoinPool pool = new ForkJoinPool(2);
            pool.execute(work);
            return () -> {
                pool.shutdown();
                assertThat(pool.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            };
        }
    };

    /** Longer than anything that is not a hang. */
    public static final Duration LONG = Duration.ofSeconds(15);

    /** Runs the test once for each kind of calling thread that this JDK has. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource("dev.bascule.Callers#available")
    public @interface ForEachCaller {}

    /** Those that this JDK has. */
    public static List<Callers> available() {
        return Arrays.stream(values())
                .filter(caller -> Threads.haveVirtual() || !caller.name().startsWith("VIRTUAL"))
                .toList();
    }

    /** Polls until a condition holds; quick, and bounded. */
    public static ConditionFactory eventually() {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ZERO)
                .atMost(LONG);
    }

    abstract AutoCloseable launch(Runnable work);

    /** Starts the work on a thread of this kind. */
    public <T> Call<T> start(Callable<T> work) throws InterruptedException {
        Call<T> call = new Call<>(work);
        call.home = launch(call);
        assertThat(call.begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return call;
    }

    /** Runs the work on a thread of this kind and gives its value, or throws what it threw. */
    public <T> T call(Callable<T> work) throws Exception {
        return start(work).value();
    }

    /** Runs the work on a thread of this kind and gives what it threw. */
    public Throwable failureOf(Callable<?> work) throws Exception {
        return start(work).failure();
    }

    private static AutoCloseable onOffload(Runnable work, ThreadKind kind) {
        Offload offload =
                Offload.open(c -> c.withName("caller").withThreads(kind).withConcurrency(1));
        offload.executor().execute(work);
        return offload;
    }

    /** Work that runs on some thread, and what came of it. */
    public static final class Call<T> implements Runnable {
        private final Callable<T> work;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        private volatile Thread thread;
        private AutoCloseable home;

        private Call(Callable<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            begun.countDown();
            try {
                outcome.complete(work.call());
            } catch (Throwable failure) {
                outcome.completeExceptionally(failure);
            }
        }

        /** The thread that runs the work. */
        public Thread thread() {
            return thread;
        }

        /** Returns when the work really waits for the stage: something is attached to it and the thread is parked. */
        public Call<T> whenWaitingFor(CompletableFuture<?> stage) {
            eventually().until(() -> stage.getNumberOfDependents() > 0 && isParked());
            return this;
        }

        /** Returns when the work's thread is parked. */
        public Call<T> whenParked() {
            eventually().until(this::isParked);
            return this;
        }

        private boolean isParked() {
            Thread.State state = thread.getState();
            return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        }

        public boolean isDone() {
            return outcome.isDone();
        }

        /** What the work returned; throws what it threw. */
        public T value() throws Exception {
            try {
                return end();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof Error error) {
                    throw error;
                }
                throw (Exception) failed.getCause();
            }
        }

        /** What the work threw. */
        public Throwable failure() throws Exception {
            try {
                T value = end();
                throw new AssertionError("the work threw nothing, it returned " + value);
            } catch (ExecutionException failed) {
                return failed.getCause();
            }
        }

        private T end() throws Exception {
            eventually().until(outcome::isDone);
            home.close();
            return outcome.get();
        }
    }
}
