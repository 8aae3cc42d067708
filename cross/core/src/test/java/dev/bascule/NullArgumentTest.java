package dev.bascule;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.bascule.function.ThrowingBiFunction;
import dev.bascule.function.ThrowingFunction;
import dev.bascule.function.ThrowingSupplier;
import dev.bascule.function.ThrowingTriFunction;
import dev.bascule.function.TriFunction;
import dev.bascule.loop.EventLoop;
import dev.bascule.loop.EventLoopConfig;
import dev.bascule.offload.Offload;
import dev.bascule.offload.OffloadConfig;
import dev.bascule.offload.RegisteredExecutor;
import dev.bascule.spi.ContextCarrier;
import dev.bascule.stage.Cancellation;
import dev.bascule.stage.Nesting;
import dev.bascule.sync.DualEvent;
import dev.bascule.sync.DualLatch;
import dev.bascule.sync.DualLazy;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualQueue;
import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.DualSemaphore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A null is refused where it is given, by the argument's name; not later, elsewhere, or never. */
class NullArgumentTest {
    private static final EventLoop LOOP = EventLoop.open("nulls");
    private static final Offload OFFLOAD = Offload.open("nulls");
    private static final ExecutorService POOL = Executors.newSingleThreadExecutor();
    private static final RegisteredExecutor REGISTERED = Bridge.register(POOL, "nulls", 1);
    private static final DualLock FREE = DualLock.create();
    private static final DualSemaphore PERMITS = DualSemaphore.create(1);
    private static final CompletableFuture<String> DONE = CompletableFuture.completedFuture("done");

    private final Map<String, ThrowingCallable> calls = new LinkedHashMap<>();

    @AfterAll
    static void close() {
        LOOP.close();
        OFFLOAD.close();
        POOL.shutdownNow();
    }

    /** The label ends with the name of the argument that is null. */
    @TestFactory
    Stream<DynamicTest> null_isRefusedByName() {
        ofBridge();
        ofBridgesStages();
        ofOffload();
        ofLoop();
        ofRegistered();
        ofLocks();
        ofGates();
        ofQueue();
        return calls.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> {
                    String label = call.getKey();
                    assertThatNullPointerException()
                            .isThrownBy(call.getValue())
                            .withMessage(label.substring(label.lastIndexOf(' ') + 1));
                }));
    }

    private void ofBridge() {
        calls.put("await stage", () -> Bridge.await((CompletionStage<String>) null));
        calls.put("await with limit: stage", () -> Bridge.await((CompletionStage<String>) null, Duration.ZERO));
        calls.put("await limit", () -> Bridge.await(DONE, (Duration) null));
        calls.put("await with type: stage", () -> Bridge.await(null, Exception.class));
        calls.put("await failureType", () -> Bridge.await(DONE, (Class<Exception>) null));
        calls.put("await work", () -> Bridge.await((Supplier<CompletionStage<String>>) null));
        calls.put(
                "await with limit: work", () -> Bridge.await((Supplier<CompletionStage<String>>) null, Duration.ZERO));
        calls.put("await of work: limit", () -> Bridge.await(() -> DONE, null));
        calls.put("run work", () -> Bridge.run(null));
        calls.put("run with nesting: work", () -> Bridge.run(Nesting.ALL, null));
        calls.put("run nesting", () -> Bridge.run(null, () -> DONE));
        calls.put("blocking function", () -> Bridge.blocking((Supplier<CompletionStage<String>>) null));
        calls.put("blocking of 1: function", () -> Bridge.blocking((Function<String, CompletionStage<String>>) null));
        calls.put(
                "blocking of 2: function",
                () -> Bridge.blocking((BiFunction<String, String, CompletionStage<String>>) null));
        calls.put(
                "blocking of 3: function",
                () -> Bridge.blocking((TriFunction<String, String, String, CompletionStage<String>>) null));
        calls.put("onHang listener", () -> Bridge.onHang(null));
        calls.put("carry carrier", () -> Bridge.carry((ContextCarrier) null));
        calls.put("register executor", () -> Bridge.register(null, "name", 1));
        calls.put("register name", () -> Bridge.register(POOL, null, 1));
    }

    private void ofBridgesStages() {
        calls.put("promise name", () -> Bridge.promise(null));
        calls.put("ownedPromise name", () -> Bridge.ownedPromise(null));
        calls.put("handOff work", () -> Bridge.handOff((Callable<String>) null));
        calls.put("handOff of an action: work", () -> Bridge.handOff((Runnable) null));
        calls.put("allOf stages", () -> Bridge.allOf((CompletionStage<?>[]) null));
        calls.put("anyOf stages", () -> Bridge.<String>anyOf((CompletionStage<String>[]) null));
    }

    private void ofOffload() {
        calls.put("open an offload: name", () -> Offload.open((String) null));
        calls.put("open an offload: configure", () -> Offload.open((UnaryOperator<OffloadConfig>) null));
        calls.put("offload's call: function", () -> OFFLOAD.call(null));
        calls.put("offload's call with cancellation: function", () -> OFFLOAD.call(Cancellation.SHIELD, null));
        calls.put("offload's call: cancellation", () -> OFFLOAD.call(null, () -> "x"));
        calls.put("wrap function", () -> OFFLOAD.wrap((Callable<String>) null));
        calls.put("wrap of 1: function", () -> OFFLOAD.wrap((ThrowingFunction<String, String, Exception>) null));
        calls.put(
                "wrap of 2: function",
                () -> OFFLOAD.wrap((ThrowingBiFunction<String, String, String, Exception>) null));
        calls.put(
                "wrap of 3: function",
                () -> OFFLOAD.wrap((ThrowingTriFunction<String, String, String, String, Exception>) null));
        calls.put("offload's execute: work", () -> OFFLOAD.executor().execute(null));
        calls.put("offload's close: within", () -> OFFLOAD.close(null));
    }

    private void ofLoop() {
        calls.put("open a loop: name", () -> EventLoop.open((String) null));
        calls.put("open a loop: configure", () -> EventLoop.open((UnaryOperator<EventLoopConfig>) null));
        calls.put("open a loop: suspectAfter", () -> EventLoop.open(c -> c.withSuspectAfter(null)));
        calls.put("loop's submit: function", () -> LOOP.submit(null));
        calls.put("loop's call: asyncFunction", () -> LOOP.call(null));
        calls.put("schedule delay", () -> LOOP.schedule(null, () -> "x"));
        calls.put("schedule function", () -> LOOP.schedule(Duration.ZERO, null));
        calls.put("at a rate: initialDelay", () -> LOOP.scheduleAtFixedRate(null, Duration.ZERO, () -> {}));
        calls.put("at a rate: period", () -> LOOP.scheduleAtFixedRate(Duration.ZERO, null, () -> {}));
        calls.put("at a rate: action", () -> LOOP.scheduleAtFixedRate(Duration.ZERO, Duration.ofDays(1), null));
        calls.put("runUntil stage", () -> LOOP.runUntil(null, Nesting.ALL));
        calls.put("runUntil nesting", () -> LOOP.runUntil(DONE, null));
        calls.put("loop's execute: work", () -> LOOP.executor().execute(null));
        calls.put("loop's close: within", () -> LOOP.close(null));
    }

    private void ofLocks() {
        calls.put("lock configure", () -> DualLock.create(null));
        calls.put("read-write lock configure", () -> DualReadWriteLock.create(null));
        calls.put("semaphore configure", () -> DualSemaphore.create(1, null));
        calls.put("configured name", () -> DualLock.create(c -> c.withName(null)));
        calls.put("acquire within limit", () -> FREE.acquire((Duration) null));
        calls.put("withLock within limit", () -> FREE.withLock(null, () -> "x"));
        calls.put("withLock body", () -> FREE.withLock((ThrowingSupplier<String, Exception>) null));
        calls.put("withLockAsync body", () -> FREE.withLockAsync((Supplier<CompletionStage<String>>) null));
        calls.put("tryWithLock body", () -> FREE.tryWithLock(null));
        calls.put("withPermit body", () -> PERMITS.withPermit((ThrowingSupplier<String, Exception>) null));
        calls.put("acquire a permit within limit", () -> PERMITS.acquire(1, null));
    }

    private void ofGates() {
        DualEvent event = DualEvent.create();
        DualLazy<String> lazy = DualLazy.of(() -> DONE);
        calls.put("event configure", () -> DualEvent.create(null));
        calls.put("event within limit", () -> event.await((Duration) null));
        calls.put("latch configure", () -> DualLatch.create(1, null));
        calls.put("lazy computation", () -> DualLazy.of((Supplier<CompletionStage<String>>) null));
        calls.put("lazy on an offload: computation", () -> DualLazy.of(OFFLOAD, null));
        calls.put("lazy offload", () -> DualLazy.of(null, () -> "x"));
        calls.put("lazy within limit", () -> lazy.get(null));
    }

    private void ofQueue() {
        DualQueue<String> queue = DualQueue.create(1);
        calls.put("queue configure", () -> DualQueue.create(1, null));
        calls.put("put item", () -> queue.put(null));
        calls.put("putAsync item", () -> queue.putAsync(null));
        calls.put("tryPut item", () -> queue.tryPut(null));
        calls.put("put within limit", () -> queue.put("x", null));
        calls.put("take within limit", () -> queue.take((Duration) null));
        calls.put("close with cause", () -> queue.close(null));
        calls.put("soleTaker body", () -> queue.withSoleTaker((ThrowingSupplier<String, Exception>) null));
        calls.put("soleTakerAsync body", () -> queue.withSoleTakerAsync((Supplier<CompletionStage<String>>) null));
    }

    private void ofRegistered() {
        calls.put("registered call: function", () -> REGISTERED.call(null));
        calls.put("registered submit: function", () -> REGISTERED.submit((Callable<String>) null));
        calls.put("registered submit of an action: work", () -> REGISTERED.submit((Runnable) null));
        calls.put("registered submit with result: work", () -> REGISTERED.submit(null, "x"));
        calls.put("registered execute: task", () -> REGISTERED.execute(null));
        calls.put("invokeAll tasks", () -> REGISTERED.invokeAll(null));
        calls.put("invokeAny tasks", () -> REGISTERED.invokeAny((Collection<Callable<String>>) null));
        calls.put(
                "invokeAll with a null: task",
                () -> REGISTERED.invokeAll(Arrays.<Callable<String>>asList(() -> "x", null)));
    }
}
