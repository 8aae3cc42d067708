package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.AcmeRecognizer.AcmeThread;
import dev.bascule.function.ThrowingRunnable;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import dev.bascule.sync.DualEvent;
import dev.bascule.sync.DualLatch;
import dev.bascule.sync.DualLazy;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Threads of other people's event loops: a wait is refused there at once, and nowhere else. */
class ForeignLoopTest {
    private final List<Runnable> cleanup = new ArrayList<>();

    /** The kinds of thread, real ones; each says how a refusal names it, or null where waiting is allowed. */
    private enum Kind {
        NETTY_DEFAULT_EVENT_LOOP("Netty event loop") {
            @Override
            Executor open(List<Runnable> cleanup) {
                return netty(new DefaultEventLoop(), cleanup);
            }
        },
        NETTY_NIO_EVENT_LOOP("Netty event loop") {
            @Override
            Executor open(List<Runnable> cleanup) {
                return netty(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()), cleanup);
            }
        },
        NETTY_EXECUTOR_GROUP(null) {
            @Override
            Executor open(List<Runnable> cleanup) {
                EventExecutorGroup group = new DefaultEventExecutorGroup(1);
                cleanup.add(() -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
                return group;
            }
        },
        NETTY_THREAD_OF_A_PLAIN_POOL(null) {
            @Override
            Executor open(List<Runnable> cleanup) {
                return work ->
                        new DefaultThreadFactory("plain", true).newThread(work).start();
            }
        },
        REACTOR_PARALLEL("Reactor non-blocking thread") {
            @Override
            Executor open(List<Runnable> cleanup) {
                return reactor(Schedulers.newParallel("parallel", 1, true), cleanup);
            }
        },
        REACTOR_SINGLE("Reactor non-blocking thread") {
            @Override
            Executor open(List<Runnable> cleanup) {
                return reactor(Schedulers.newSingle("single", true), cleanup);
            }
        },
        REACTOR_BOUNDED_ELASTIC(null) {
            @Override
            Executor open(List<Runnable> cleanup) {
                return reactor(Schedulers.newBoundedElastic(1, 10, "elastic", 60, true), cleanup);
            }
        },
        VERTX_EVENT_LOOP("Vert.x event loop") {
            @Override
            Executor open(List<Runnable> cleanup) {
                Vertx vertx = vertx(cleanup);
                return work -> vertx.runOnContext(nothing -> work.run());
            }
        },
        VERTX_WORKER(null) {
            @Override
            Executor open(List<Runnable> cleanup) {
                Vertx vertx = vertx(cleanup);
                return work -> vertx.executeBlocking(() -> {
                    work.run();
                    return null;
                });
            }
        },
        CUSTOM("Acme event loop") {
            @Override
            Executor open(List<Runnable> cleanup) {
                return work -> new AcmeThread(work).start();
            }
        },
        CUSTOM_OUTSIDE_ITS_LOOP(null) {
            @Override
            Executor open(List<Runnable> cleanup) {
                return work -> {
                    AcmeThread thread = new AcmeThread(work);
                    thread.inLoop = false;
                    thread.start();
                };
            }
        };

        private final String name;

        Kind(String name) {
            this.name = name;
        }

        abstract Executor open(List<Runnable> cleanup);

        private static Executor netty(EventLoopGroup group, List<Runnable> cleanup) {
            cleanup.add(() -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS));
            return group;
        }

        private static Executor reactor(Scheduler scheduler, List<Runnable> cleanup) {
            cleanup.add(scheduler::dispose);
            return scheduler::schedule;
        }

        private static Vertx vertx(List<Runnable> cleanup) {
            Vertx vertx = Vertx.vertx();
            cleanup.add(() ->
                    vertx.close().toCompletionStage().toCompletableFuture().join());
            return vertx;
        }
    }

    @AfterEach
    void close() {
        cleanup.forEach(Runnable::run);
    }

    private record Result(Thread thread, Object value, Throwable failure) {}

    private Result on(Kind kind, Callable<?> work) throws Exception {
        CompletableFuture<Result> result = new CompletableFuture<>();
        kind.open(cleanup).execute(() -> {
            try {
                result.complete(new Result(Thread.currentThread(), work.call(), null));
            } catch (Throwable failure) {
                result.complete(new Result(Thread.currentThread(), null, failure));
            }
        });
        return result.get(Callers.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** All ways to wait for a stage that is not done; each ends by itself where waiting is allowed. */
    private static List<Callable<?>> waits() {
        return List.of(
                () -> Bridge.await(soon()),
                () -> Bridge.await(soon(), Callers.LONG),
                () -> Bridge.await(CompletableFuture.supplyAsync(
                        () -> "text", CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS))),
                () -> Bridge.await(ForeignLoopTest::soon),
                () -> Bridge.run(ForeignLoopTest::soon),
                () -> Bridge.run(Nesting.ALL, ForeignLoopTest::soon),
                () -> soon().get(),
                () -> soon().get(15, TimeUnit.SECONDS),
                () -> soon().join());
    }

    private static CompletableFuture<String> soon() {
        CompletableFuture<String> never = Bridge.promise("soon");
        return never.completeOnTimeout("text", 20, TimeUnit.MILLISECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void wait_pendingStage_isRefusedOnLoopsAndOnlyThere(Kind kind) throws Exception {
        for (Callable<?> wait : waits()) {
            Result result = on(kind, wait);
            if (kind.name == null) {
                assertThat(result.failure()).isNull();
                assertThat(result.value()).isEqualTo("text");
            } else {
                assertThat(result.failure()).isInstanceOfSatisfying(CrossingException.class, refusal -> {
                    assertThat(refusal.rule()).isEqualTo(RuleId.BSC104);
                    assertThat(refusal)
                            .hasMessageStartingWith("BSC104: ")
                            .hasMessageContaining(kind.name)
                            .hasMessageContaining("'" + result.thread().getName() + "'")
                            .hasMessageContaining(ForeignLoopTest.class.getName())
                            .hasMessageContaining("Fix:")
                            .hasMessageContaining("offload.call");
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_ofWhatIsBusy_isRefusedOnLoopsAndLeavesItOpen(Kind kind) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Offload offload = Offload.open("busy");
        EventLoop loop = EventLoop.open("busy");
        cleanup.add(loop::close);
        cleanup.add(offload::close);
        Callable<String> work = () -> {
            gate.await(Callers.LONG.toSeconds(), TimeUnit.SECONDS);
            return "done";
        };
        List<CompletableFuture<String>> running = List.of(offload.call(work), loop.submit(work));
        if (kind.name == null) {
            gate.countDown();
        }
        for (AutoCloseable busy : List.of(offload, loop)) {
            Throwable failure = closeOn(kind, busy).failure();
            if (kind.name == null) {
                assertThat(failure).isNull();
            } else {
                assertThat(failure)
                        .isInstanceOf(CrossingException.class)
                        .hasMessageContainingAll("BSC104: ", kind.name, "busy'");
            }
        }
        gate.countDown();
        for (CompletableFuture<String> call : running) {
            assertThat(Bridge.await(call)).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_ofWhatIsIdle_isAllowedEverywhere(Kind kind) throws Exception {
        for (AutoCloseable idle : List.of(Offload.open("idle"), EventLoop.open("idle"))) {
            assertThat(closeOn(kind, idle).failure()).isNull();
        }
    }

    private Result closeOn(Kind kind, AutoCloseable what) throws Exception {
        return on(kind, () -> {
            what.close();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource
    void wait_doneStage_isGivenAtOnceEverywhere(Kind kind) throws Exception {
        CompletableFuture<String> done = Bridge.promise("done");
        done.complete("text");
        List<Callable<?>> waits = List.of(
                () -> Bridge.await(done),
                () -> Bridge.await(done, Duration.ZERO),
                () -> Bridge.await(() -> done),
                done::get,
                done::join,
                () -> done.get(0, TimeUnit.SECONDS));
        for (Callable<?> wait : waits) {
            Result result = on(kind, wait);
            assertThat(result.failure()).isNull();
            assertThat(result.value()).isEqualTo("text");
        }
    }

    @ParameterizedTest
    @EnumSource
    void wait_refused_leavesTheStageAndItsWorkAlone(Kind kind) throws Exception {
        CompletableFuture<String> call = Offload.io().call(() -> "text");
        CompletableFuture<String> promise = Bridge.promise("later");
        Result result = on(kind, () -> promise.get(0, TimeUnit.SECONDS));
        assertThat(result.failure()).isNotNull();
        assertThat(promise.getNumberOfDependents()).isZero();
        promise.complete("text");
        assertThat(Bridge.await(promise.thenCombine(call, String::concat))).isEqualTo("texttext");
    }

    /** All ways to block a thread with a primitive; each would succeed at once. */
    private static List<Callable<?>> freePrimitives() {
        DualReadWriteLock both = DualReadWriteLock.create();
        List<Callable<?>> ways = new ArrayList<>();
        for (DualLock lock : List.of(DualLock.create(), both.read(), both.write())) {
            ways.add(() -> closed(lock.acquire()));
            ways.add(() -> closed(lock.acquire(Duration.ZERO)));
            ways.add(() -> closed(lock.acquireUninterruptibly()));
            ways.add(() -> lock.withLock(() -> "text"));
            ways.add(() -> lock.withLock(Callers.LONG, () -> "text"));
            ways.add(() -> lock.withLockUninterruptibly(() -> "text"));
        }
        DualSemaphore semaphore = DualSemaphore.create(1);
        ways.add(() -> closed(semaphore.acquire()));
        ways.add(() -> closed(semaphore.acquire(0)));
        ways.add(() -> closed(semaphore.acquire(1, Duration.ZERO)));
        ways.add(() -> closed(semaphore.acquireUninterruptibly(1)));
        ways.add(() -> semaphore.withPermit(() -> "text"));
        ways.add(() -> semaphore.withPermits(1, Callers.LONG, () -> "text"));
        ways.add(() -> semaphore.withPermitsUninterruptibly(1, () -> "text"));
        ways.addAll(openGates());
        return ways;
    }

    private static List<Callable<?>> openGates() {
        DualEvent event = DualEvent.create();
        event.set();
        DualLatch latch = DualLatch.create(0);
        DualLazy<String> lazy = DualLazy.of(() -> CompletableFuture.completedFuture("text"));
        lazy.getAsync();
        return List.of(
                text(event::await),
                text(() -> event.await(Duration.ZERO)),
                text(event::awaitUninterruptibly),
                text(latch::await),
                text(() -> latch.await(Duration.ZERO)),
                text(latch::awaitUninterruptibly),
                lazy::get,
                () -> lazy.get(Duration.ZERO),
                lazy::getUninterruptibly);
    }

    private static String closed(Hold hold) {
        hold.close();
        return "text";
    }

    private static Callable<String> text(ThrowingRunnable<?> wait) {
        return () -> {
            wait.run();
            return "text";
        };
    }

    @ParameterizedTest
    @EnumSource
    void primitive_blockingFaceEvenIfItIsFree_isRefusedOnLoopsAndOnlyThere(Kind kind) throws Exception {
        for (Callable<?> wait : freePrimitives()) {
            Result result = on(kind, wait);
            if (kind.name == null) {
                assertThat(result.failure()).isNull();
                assertThat(result.value()).isEqualTo("text");
            } else {
                assertThat(result.failure()).isInstanceOfSatisfying(CrossingException.class, refusal -> {
                    assertThat(refusal.rule()).isEqualTo(RuleId.BSC105);
                    assertThat(refusal)
                            .hasMessageStartingWith("BSC105: ")
                            .hasMessageContaining(
                                    kind.name + " '" + result.thread().getName() + "'")
                            .hasMessageContaining(ForeignLoopTest.class.getName())
                            .hasMessageContaining("Async()")
                            .hasMessageContaining("offload.call");
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void primitive_asyncFace_isServedEverywhere(Kind kind) throws Exception {
        DualLock lock = DualLock.create();
        Result free = on(kind, () -> {
            CompletableFuture<Hold> granted = lock.acquireAsync();
            boolean atOnce = granted.isDone();
            granted.thenAccept(Hold::close);
            return atOnce && lock.tryWithLock(() -> {});
        });
        assertThat(free.failure()).isNull();
        assertThat(free.value()).isEqualTo(true);
        Hold hold = lock.acquire();
        CompletableFuture<String> served = new CompletableFuture<>();
        Result held = on(kind, () -> {
            lock.withLockAsync(() -> CompletableFuture.completedFuture("text")).thenAccept(served::complete);
            return lock.tryAcquire();
        });
        assertThat(held.failure()).isNull();
        assertThat(held.value()).isNull();
        assertThat(lock.statistics().waiting()).isEqualTo(1);
        hold.close();
        assertThat(served.get(Callers.LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo("text");
    }
}
