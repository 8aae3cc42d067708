package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed once, when somebody first wants it; threads and loops may want it at the same time. For values
 * by key use a cache such as Caffeine's.
 *
 * {@snippet :
 * DualLazy<Routes> routes = DualLazy.of(() -> client.fetchRoutes());                 // an asynchronous function
 * DualLazy<Schema> schema = DualLazy.of(Offload.io(), () -> Schema.read(path));      // a blocking one
 *
 * Routes now = routes.get();                             // a thread
 * routes.getAsync().thenAccept(this::install);           // a loop
 * }
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   idle --first get--> running --value--> done, for good
 *    ^                     '------failure--> failed, for good
 *    '---- with retry ----'
 * </pre>
 *
 * <p><b>Threads.</b> The asynchronous function is called on the thread of whoever wants the value first. Stages complete as
 * those of {@link DualLock} do.
 *
 * <p><b>Blocking, interruption and cancellation</b> are those of {@link DualLock}. Who gives up leaves the computation
 * running for the others, and for those to come.
 *
 * <p><b>Memory consistency effects.</b> The computation happens-before what follows a get.
 *
 * <p><b>Exceptions.</b> If the computation fails, all who wait for it get that: {@code get} an {@link
 * dev.bascule.stage.AwaitException AwaitException} of its own with the failure as cause, a stage the failure itself. Later
 * ones get the same, or, {@link LazyConfig#withRetry with retry}, start the computation anew. A computation that waits for its
 * own value is refused with BSC001.
 */
public final class DualLazy<T> {
    private final LazyLine<T> line;

    private DualLazy(Supplier<? extends CompletionStage<T>> computation, LazyConfig config) {
        line = new LazyLine<>(requireNonNull(computation, "computation"), config);
    }

    /** The value of an asynchronous function. */
    public static <T> DualLazy<T> of(Supplier<? extends CompletionStage<T>> computation) {
        return new DualLazy<>(computation, LazyConfig.DEFAULT);
    }

    /** The same as configured, e.g. {@code of(() -> client.fetch(), c -> c.withRetry(true))}. */
    public static <T> DualLazy<T> of(
            Supplier<? extends CompletionStage<T>> computation, UnaryOperator<LazyConfig> configure) {
        return new DualLazy<>(computation, Line.configured(LazyConfig.DEFAULT, configure));
    }

    /** The value of a blocking function, which runs on the offload. */
    public static <T> DualLazy<T> of(Offload offload, Callable<T> computation) {
        return of(offload, computation, config -> config);
    }

    /** The same as configured. */
    public static <T> DualLazy<T> of(Offload offload, Callable<T> computation, UnaryOperator<LazyConfig> configure) {
        requireNonNull(offload, "offload");
        requireNonNull(computation, "computation");
        return of(() -> offload.call(computation), configure);
    }

    /** The value, after waiting for it; never on a loop. */
    public T get() throws InterruptedException {
        return line.get();
    }

    /** The value, after waiting for it at most so long; the computation goes on. */
    public T get(Duration limit) throws InterruptedException, AwaitTimeoutException {
        return line.get(limit);
    }

    /** The value, whatever interrupts; the interrupt is kept for afterwards. */
    public T getUninterruptibly() {
        return line.getUninterruptibly();
    }

    /** A stage of the value; done at once if it is known. */
    public CompletableFuture<T> getAsync() {
        return line.getAsync();
    }

    /** The value if it is known, else null; starts nothing. */
    public @Nullable T tryGet() {
        return line.tryGet();
    }

    /** Whether it is known, how often it was tried, and how many wait. */
    public GateStatistics statistics() {
        return line.statistics();
    }

    @Override
    public String toString() {
        return statistics().toString();
    }
}
