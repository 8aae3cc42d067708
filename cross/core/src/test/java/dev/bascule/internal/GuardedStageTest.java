package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made from a guarded stage is guarded, and never touches the common pool; for every method of this JDK. */
class GuardedStageTest {
    private static final Offload OFFLOAD =
            Offload.open(config -> config.withName("guard-offload").withConcurrency(4));
    private static final EventLoop LOOP = EventLoop.open("guard-loop");
    private static final ExecutorService USERS = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "users-executor");
        thread.setDaemon(true);
        return thread;
    });

    private final ConcurrentLinkedQueue<Thread> ranOn = new ConcurrentLinkedQueue<>();

    @AfterAll
    static void close() {
        USERS.shutdownNow();
        LOOP.close();
        OFFLOAD.close();
    }

    static List<Method> allMethods() {
        return StageMethods.all();
    }

    static Stream<Arguments> methodsAndSources() {
        return StageMethods.making().stream()
                .flatMap(method -> Arrays.stream(Source.values()).map(source -> Arguments.of(method, source)));
    }

    @Test
    void methods_ofThisJdk_areFoundAtAll() {
        assertThat(StageMethods.all()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(StageMethods.making()).hasSizeGreaterThanOrEqualTo(42);
        assertThat(StageMethods.making()).extracting(Method::getName).contains("thenApply", "exceptionallyCompose");
    }

    @ParameterizedTest
    @MethodSource("allMethods")
    void method_thatGivesStage_isOverridden(Method method) throws NoSuchMethodException {
        Method ours = GuardedFuture.class.getMethod(method.getName(), method.getParameterTypes());

        assertThat(ours.getDeclaringClass().getPackageName()).isEqualTo("dev.bascule.internal");
    }

    @ParameterizedTest
    @MethodSource("allMethods")
    void method_onDoneStage_givesGuardedStageAtHome(Method method) {
        GuardedPromise<Object> source = (GuardedPromise<Object>) Bridge.<Object>promise("source");
        source.complete("done");

        CompletionStage<?> made = StageMethods.invoke(method, source, arguments(method));

        assertGuarded(made, (Home) Offload.io().executor());
    }

    @ParameterizedTest
    @MethodSource("methodsAndSources")
    void dependent_attachedWhilePending_isGuardedAndRunsAtHome(Method method, Source source) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Object> stage = source.start(gate, method.getName().startsWith("exceptionally"));

        CompletableFuture<?> made = StageMethods.invoke(method, stage, arguments(method));
        gate.countDown();
        made.handle((value, failure) -> null).get(10, TimeUnit.SECONDS);

        assertGuarded(made, (Home) source.home);
        assertRanWhereItShould(method, source);
    }

    @ParameterizedTest
    @MethodSource("methodsAndSources")
    void dependent_attachedWhenDone_isGuardedAndRunsAtHome(Method method, Source source) throws Exception {
        CompletableFuture<Object> stage =
                source.start(new CountDownLatch(0), method.getName().startsWith("exceptionally"));
        stage.handle((value, failure) -> null).get(10, TimeUnit.SECONDS);

        CompletableFuture<?> made = StageMethods.invoke(method, stage, arguments(method));
        made.handle((value, failure) -> null).get(10, TimeUnit.SECONDS);

        assertGuarded(made, (Home) source.home);
        assertRanWhereItShould(method, source);
    }

    @ParameterizedTest
    @MethodSource("methodsAndSources")
    void method_withNullArgument_throwsAsJdkDoes(Method method, Source source) {
        CompletableFuture<Object> stage = source.start(new CountDownLatch(0), false);
        for (int i = 0; i < method.getParameterCount(); i++) {
            Object[] arguments = arguments(method);
            arguments[i] = null;
            assertThatNullPointerException()
                    .as("argument %d, done plain future", i)
                    .isThrownBy(() -> StageMethods.invoke(method, CompletableFuture.completedFuture(1), arguments));
            assertThatNullPointerException()
                    .as("argument %d", i)
                    .isThrownBy(() -> StageMethods.invoke(method, stage, arguments));
        }
    }

    private Object[] arguments(Method method) {
        Supplier<Object> body = () -> {
            ranOn.add(Thread.currentThread());
            return "made";
        };
        CompletionStage<?> other = method.getName().contains("Either")
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture("other");
        return StageMethods.arguments(method, body, other, USERS);
    }

    private static void assertGuarded(CompletionStage<?> made, Home home) {
        assertThat(made).isInstanceOf(GuardedFuture.class);
        assertThat(((CompletableFuture<?>) made).defaultExecutor())
                .isSameAs(home)
                .isNotSameAs(ForkJoinPool.commonPool());
    }

    private void assertRanWhereItShould(Method method, Source source) {
        assertThat(ranOn).as("runs of the function").hasSize(1);
        Thread thread = ranOn.element();
        assertThat(thread).isNotInstanceOf(ForkJoinWorkerThread.class);
        if (StageMethods.takesExecutor(method)) {
            assertThat(thread.getName()).isEqualTo("users-executor");
        } else if (StageMethods.isAsync(method)) {
            assertThat(thread.getName()).isEqualTo(source.threadName);
        }
    }

    /** The places that hand out guarded stages. */
    enum Source {
        OFFLOAD_CALL(OFFLOAD.executor(), "bascule-guard-offload") {
            @Override
            CompletableFuture<Object> start(CountDownLatch gate, boolean fails) {
                return OFFLOAD.call(() -> end(gate, fails));
            }
        },
        LOOP_SUBMIT(LOOP.executor(), "bascule-guard-loop") {
            @Override
            CompletableFuture<Object> start(CountDownLatch gate, boolean fails) {
                return LOOP.submit(() -> end(gate, fails));
            }
        },
        LOOP_CALL(LOOP.executor(), "bascule-guard-loop") {
            @Override
            CompletableFuture<Object> start(CountDownLatch gate, boolean fails) {
                return LOOP.call(() -> OFFLOAD.call(() -> end(gate, fails)));
            }
        },
        PROMISE_OF_OFFLOAD(OFFLOAD.executor(), "bascule-guard-offload") {
            @Override
            CompletableFuture<Object> start(CountDownLatch gate, boolean fails) {
                CompletableFuture<Object> promise =
                        OFFLOAD.call(() -> Bridge.<Object>promise("made there")).join();
                OFFLOAD.call(() -> end(gate, fails))
                        .whenComplete((value, failure) -> complete(promise, value, failure));
                return promise;
            }
        };

        final Object home;
        final String threadName;

        Source(Object home, String threadName) {
            this.home = home;
            this.threadName = threadName;
        }

        abstract CompletableFuture<Object> start(CountDownLatch gate, boolean fails);

        static Object end(CountDownLatch gate, boolean fails) throws Exception {
            gate.await();
            if (fails) {
                throw new Exception("asked to fail");
            }
            return "source";
        }

        private static void complete(CompletableFuture<Object> promise, Object value, Throwable failure) {
            if (failure == null) {
                promise.complete(value);
            } else {
                promise.completeExceptionally(failure);
            }
        }
    }
}
