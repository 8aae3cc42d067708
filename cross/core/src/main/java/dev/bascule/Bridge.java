package dev.bascule;

import static java.util.Objects.requireNonNull;

import dev.bascule.function.ThrowingBiFunction;
import dev.bascule.function.ThrowingFunction;
import dev.bascule.function.ThrowingSupplier;
import dev.bascule.function.ThrowingTriFunction;
import dev.bascule.function.TriFunction;
import dev.bascule.hang.Hang;
import dev.bascule.hang.WaitGraph;
import dev.bascule.internal.Awaiting;
import dev.bascule.internal.Carriers;
import dev.bascule.internal.Combining;
import dev.bascule.internal.Explanation;
import dev.bascule.internal.Handover;
import dev.bascule.internal.Hangs;
import dev.bascule.internal.Home;
import dev.bascule.internal.Running;
import dev.bascule.offload.Offload;
import dev.bascule.offload.RegisteredExecutor;
import dev.bascule.spi.ContextCarrier;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The crossing between blocking and non-blocking code, from the blocking side: waits for stages without the silent hang
 * of {@code future.get()}. For the other direction use {@link dev.bascule.offload.Offload Offload}.
 *
 * {@snippet :
 * String body = Bridge.await(client.fetch(uri));                      // the safe future.get()
 * String soon = Bridge.await(client.fetch(uri), Duration.ofSeconds(2));
 * String text = Bridge.await(client.fetch(uri), IOException.class);   // throws IOException as it is
 * String once = Bridge.run(() -> client.fetch(uri).thenCompose(client::parse));
 * ThrowingFunction<URI, String, InterruptedException> fetch = Bridge.blocking(client::fetch);
 * }
 *
 * <p><b>Threads.</b> Every method may be called on any thread. What {@code await} does depends on it, in this order:
 *
 * <ol>
 *   <li>the stage is done: its outcome is given at once;
 *   <li>on the thread of an {@link dev.bascule.loop.EventLoop EventLoop}: the loop runs the work that the stage depends
 *       on until it is done (see {@link Nesting});
 *   <li>on the thread of another event loop (Netty, Vert.x, Reactor, Swing, or one that a {@link
 *       dev.bascule.spi.LoopRecognizer LoopRecognizer} knows): refused with BSC104;
 *   <li>on a thread of an {@code Offload}: what the stage needs and is still queued there is run in place;
 *   <li>on a ForkJoinPool worker: helps and compensates as {@link CompletableFuture#get} does;
 *   <li>on any other thread, platform or virtual: parks.
 * </ol>
 *
 * <p><b>Blocking.</b> {@code await}, {@code run} and the functions that {@code blocking} gives wait; all else returns at
 * once.
 *
 * <p><b>Interruption and cancellation.</b> An interrupted wait throws {@link InterruptedException}; a stage that is done
 * is given in spite of an interrupt, and the flag stays. Leaving a wait never cancels a stage that was passed in. The
 * forms that start the work themselves ({@code await(Supplier)}, {@code run}, {@code blocking}) cancel it, up to its
 * root, when they leave by interrupt, timeout or refusal and nobody else depends on it.
 *
 * <p><b>Memory consistency effects.</b> What was done before the stage was completed happens-before {@code await}
 * returns.
 *
 * <p><b>Exceptions.</b> A stage that failed gives {@link AwaitException}, fresh for each waiter, with the original as its
 * cause. A wait that would hang or stall is refused with {@link CrossingException}, which says why and how to mend it.
 */
public final class Bridge {
    private Bridge() {}

    // -- await --

    /**
     * Waits until the stage is done, and gives its value.
     *
     * @throws AwaitException if the stage failed or was cancelled
     * @throws CrossingException if this thread must not wait for the stage
     */
    public static <T> T await(CompletionStage<T> stage) throws InterruptedException {
        return Awaiting.await(requireNonNull(stage, "stage"));
    }

    /**
     * The same with a limit; 0 or less only looks.
     *
     * @throws AwaitTimeoutException if the stage is not done in time; it goes on
     */
    public static <T> T await(CompletionStage<T> stage, Duration limit)
            throws InterruptedException, AwaitTimeoutException {
        return Awaiting.await(requireNonNull(stage, "stage"), requireNonNull(limit, "limit"));
    }

    /**
     * The same, where a failure of the given type is thrown as it is: the original instance.
     *
     * @throws X the stage's failure, if it is an {@code X}
     * @throws AwaitException if the stage failed in another way
     */
    public static <T, X extends Throwable> T await(CompletionStage<T> stage, Class<X> failureType)
            throws X, InterruptedException {
        requireNonNull(stage, "stage");
        requireNonNull(failureType, "failureType");
        try {
            return Awaiting.await(stage);
        } catch (AwaitException failed) {
            if (failureType.isInstance(failed.getCause())) {
                throw failureType.cast(failed.getCause());
            }
            throw failed;
        }
    }

    /** Starts work and waits for it. If the wait is interrupted, the work is cancelled unless others depend on it. */
    public static <T> T await(Supplier<? extends CompletionStage<T>> work) throws InterruptedException {
        return Running.await(requireNonNull(work, "work"));
    }

    /**
     * The same with a limit; when the time is over the work is cancelled unless others depend on it.
     *
     * @throws AwaitTimeoutException if the work is not done in time
     */
    public static <T> T await(Supplier<? extends CompletionStage<T>> work, Duration limit)
            throws InterruptedException, AwaitTimeoutException {
        return Running.await(requireNonNull(work, "work"), requireNonNull(limit, "limit"));
    }

    // -- run --

    /**
     * Runs asynchronous code from start to end on a loop of this thread's own: Python's {@code asyncio.run}. What the
     * work started and did not wait for is failed when it returns.
     *
     * @throws CrossingException inside a running loop (BSC004); pass a {@link Nesting} to run it on that loop
     */
    public static <T> T run(Supplier<? extends CompletionStage<T>> work) throws InterruptedException {
        return Running.run(requireNonNull(work, "work"));
    }

    /** The same; inside a running loop the work runs on that loop, and the nesting says what else may run meanwhile. */
    public static <T> T run(Nesting nesting, Supplier<? extends CompletionStage<T>> work) throws InterruptedException {
        return Running.run(requireNonNull(nesting, "nesting"), requireNonNull(work, "work"));
    }

    // -- the decorator: an asynchronous function as a blocking one --

    /** The asynchronous function as a blocking one; interrupted, it cancels what it started. */
    public static <R> ThrowingSupplier<R, InterruptedException> blocking(
            Supplier<? extends CompletionStage<R>> function) {
        requireNonNull(function, "function");
        return () -> Running.await(function);
    }

    /** The asynchronous function as a blocking one; interrupted, it cancels what it started. */
    public static <A, R> ThrowingFunction<A, R, InterruptedException> blocking(
            Function<? super A, ? extends CompletionStage<R>> function) {
        requireNonNull(function, "function");
        return a -> Running.await(() -> function.apply(a));
    }

    /** The asynchronous function as a blocking one; interrupted, it cancels what it started. */
    public static <A, B, R> ThrowingBiFunction<A, B, R, InterruptedException> blocking(
            BiFunction<? super A, ? super B, ? extends CompletionStage<R>> function) {
        requireNonNull(function, "function");
        return (a, b) -> Running.await(() -> function.apply(a, b));
    }

    /** The asynchronous function as a blocking one; interrupted, it cancels what it started. */
    public static <A, B, C, R> ThrowingTriFunction<A, B, C, R, InterruptedException> blocking(
            TriFunction<? super A, ? super B, ? super C, ? extends CompletionStage<R>> function) {
        requireNonNull(function, "function");
        return (a, b, c) -> Running.await(() -> function.apply(a, b, c));
    }

    // -- stages --

    /**
     * A stage to be completed by hand, from any thread. Its asynchronous dependents run on the loop or offload whose
     * thread made it, else on {@code Offload.io()}.
     */
    public static <T> CompletableFuture<T> promise(String name) {
        return Combining.promise(requireNonNull(name, "name"), Bridge::ioHome);
    }

    /**
     * A stage that the code running here must complete by hand: the current task of a loop or offload, or the current
     * thread where it runs none. Only its owner may complete it, so whoever waits for it waits for that owner, which
     * makes a cycle provable. If the owner ends without completing it or {@link #handOff handing it off}, it fails with
     * BSC005.
     */
    public static <T> CompletableFuture<T> ownedPromise(String name) {
        return Combining.ownedPromise(requireNonNull(name, "name"), Bridge::ioHome);
    }

    /**
     * The work, which takes the promises over. They leave their owner, the code that runs here, at once; the task that a
     * loop, an offload or a registered executor makes of the work owns them next, or else whoever runs it. To be used
     * once; if the work is never run, nobody keeps the promises.
     *
     * @throws IllegalArgumentException if a promise is not of {@link #ownedPromise}
     */
    public static <T> Callable<T> handOff(Callable<T> work, CompletableFuture<?>... promises) {
        return Handover.of(requireNonNull(work, "work"), requireNonNull(promises, "promises"));
    }

    /** The same for work without a result, e.g. {@code new Thread(Bridge.handOff(work, promise))}. */
    public static Runnable handOff(Runnable work, CompletableFuture<?>... promises) {
        return Handover.of(requireNonNull(work, "work"), requireNonNull(promises, "promises"));
    }

    /** A guarded stage that is done when all the given ones are; fails if one of them did. */
    public static CompletableFuture<Void> allOf(CompletionStage<?>... stages) {
        return Combining.allOf(List.of(requireNonNull(stages, "stages")), Bridge::ioHome);
    }

    /** A guarded stage that ends as the first of the given ones does; needs at least one. */
    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public static <T> CompletableFuture<T> anyOf(CompletionStage<? extends T>... stages) {
        return Combining.anyOf(List.of(requireNonNull(stages, "stages")), Bridge::ioHome);
    }

    // -- hangs --

    /**
     * Makes an executor of yours known, so that what is given to it through the returned wrapper takes part in deadlock
     * proofs.
     *
     * @param capacity how many tasks it runs at once; one that runs more than that would be accused wrongly
     */
    public static RegisteredExecutor register(Executor executor, String name, int capacity) {
        return new RegisteredExecutor(executor, name, capacity);
    }

    /** Who waits for what at this moment. Plain virtual threads are listed only while {@link #onHang} has a listener. */
    public static WaitGraph waits() {
        return Explanation.waits();
    }

    /**
     * Tells the listener of each hang that is proven or suspected from now on, and of each that is taken back, until the
     * handle is closed. It is called on the thread that found out, and must not block.
     */
    public static Installed onHang(Consumer<? super Hang> listener) {
        return Hangs.listen(requireNonNull(listener, "listener"))::run;
    }

    // -- context --

    /** Carries context with this carrier too, from now on, until the handle is closed. */
    public static Installed carry(ContextCarrier carrier) {
        return Carriers.install(requireNonNull(carrier, "carrier"))::run;
    }

    /** What {@link #carry} or {@link #onHang} installed; closing it takes it away again. */
    @FunctionalInterface
    public interface Installed extends AutoCloseable {
        @Override
        void close();
    }

    private static Home ioHome() {
        return (Home) Offload.io().executor();
    }
}
