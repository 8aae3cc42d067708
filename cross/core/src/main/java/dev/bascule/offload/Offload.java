package dev.bascule.offload;

import static java.util.Objects.requireNonNull;

import dev.bascule.function.ThrowingBiFunction;
import dev.bascule.function.ThrowingFunction;
import dev.bascule.function.ThrowingTriFunction;
import dev.bascule.function.TriFunction;
import dev.bascule.internal.Nanos;
import dev.bascule.internal.OffloadCore;
import dev.bascule.internal.Threads;
import dev.bascule.stage.Cancellation;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.OffloadFullException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A bounded place where blocking or heavy work may run, called from code that must not block. For callbacks that must
 * run one at a time use {@link dev.bascule.loop.EventLoop EventLoop}.
 *
 * {@snippet :
 * try (Offload jdbc = Offload.open(c -> c.withName("jdbc").withConcurrency(20))) {
 *     CompletableFuture<Order> order = jdbc.call(() -> dao.load(42));
 *     Function<Long, CompletableFuture<Order>> load = jdbc.wrap(dao::load);
 * }
 * }
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   a call:      queued --permit--> running --> done
 *                   '--cancel, deadline, close--> dropped
 *   the offload: open --close()--> draining --quiet or deadline--> closed
 * </pre>
 *
 * <p><b>Threads.</b> Any thread may call. A call runs on a daemon thread named {@code bascule-<name>}; the permit is taken
 * before a thread is started, and threads are reused while there is work. A call that waits, with {@code Bridge.await} or
 * a guarded {@code get}, for work that is queued on the same offload runs that work itself, so an offload does not starve
 * on its own calls. Continuations run on the thread that completes the stage, or, for the {@code Async} forms without an
 * executor, on the offload.
 *
 * <p><b>Blocking.</b> Only {@link #close} waits. A full offload refuses at once.
 *
 * <p><b>Interruption and cancellation.</b> Cancelling a stage drops a queued call, and does to a running one what its
 * {@link Cancellation} says. The permit is held until the thread has truly ended. A call that runs on a waiting thread
 * (helped) is never interrupted.
 *
 * <p><b>Ordering.</b> Calls start in the order in which they were queued, except for helped ones.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before it made a call happens-before the call, and the call
 * happens-before a successful wait for its stage returns.
 *
 * <p><b>Exceptions.</b> A full or closed offload gives stages that failed with {@link OffloadFullException} or {@link
 * ClosedException}; {@link #executor} throws them.
 */
public final class Offload implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    private static final int DEFAULT_QUEUE = 10_000;
    private static final int IO_ON_PLATFORM_THREADS = 64;
    private static final int IO_ON_VIRTUAL_THREADS = 1_000;

    private final OffloadConfig config;
    private final OffloadCore core;
    private final boolean shared;

    private Offload(OffloadConfig config, boolean shared) {
        this.config = config;
        this.shared = shared;
        boolean virtual = switch (config.threads()) {
            case AUTO -> Threads.virtualThreadsSuitBlocking();
            case PLATFORM -> false;
            case VIRTUAL -> requireVirtual();
        };
        core = new OffloadCore(config.name(), config.concurrency(), config.queueLimit(), virtual, config.deadline());
    }

    private static boolean requireVirtual() {
        if (!Threads.haveVirtual()) {
            throw new IllegalArgumentException("threads must not be VIRTUAL before JDK 21, this is "
                    + Runtime.version().feature());
        }
        return true;
    }

    /**
     * The shared offload for I/O in Java code: up to 1,000 calls at once on virtual threads (JDK 24 and newer), else 64
     * on platform threads; 10,000 more may wait. It lives as long as the program and cannot be closed.
     */
    public static Offload io() {
        return Io.SHARED;
    }

    /**
     * The shared offload for computation: one platform thread for each core; 10,000 more calls may wait. It lives as
     * long as the program and cannot be closed.
     */
    public static Offload cpu() {
        return Cpu.SHARED;
    }

    /** Opens an offload with the default limits. */
    public static Offload open(String name) {
        requireNonNull(name, "name");
        return open(config -> config.withName(name));
    }

    /** Opens an offload as configured, e.g. {@code open(c -> c.withName("jdbc").withConcurrency(20))}. */
    public static Offload open(UnaryOperator<OffloadConfig> configure) {
        requireNonNull(configure, "configure");
        OffloadConfig defaults =
                new OffloadConfig("offload", IO_ON_PLATFORM_THREADS, DEFAULT_QUEUE, ThreadKind.AUTO, null);
        return new Offload(configure.apply(defaults), false);
    }

    /** Runs the function here; the stage ends with its value or exception, and {@code cancel(true)} interrupts it. */
    public <T> CompletableFuture<T> call(Callable<T> function) {
        return core.call(requireNonNull(function, "function"), Cancellation.INTERRUPT);
    }

    /** The same, with a choice of what cancelling does once the function runs. */
    public <T> CompletableFuture<T> call(Cancellation cancellation, Callable<T> function) {
        return core.call(requireNonNull(function, "function"), requireNonNull(cancellation, "cancellation"));
    }

    /**
     * The blocking function as an asynchronous one that runs here. Which {@code wrap} is meant is told by the number of
     * arguments, so a reference to a method that is overloaded, {@code wrap(Integer::parseInt)}, is ambiguous: write {@code
     * wrap((String text) -> Integer.parseInt(text))}.
     */
    public <R> Supplier<CompletableFuture<R>> wrap(Callable<R> function) {
        requireNonNull(function, "function");
        return () -> call(function);
    }

    /** The blocking function as an asynchronous one that runs here. */
    public <A, R> Function<A, CompletableFuture<R>> wrap(ThrowingFunction<? super A, ? extends R, ?> function) {
        requireNonNull(function, "function");
        return a -> call(() -> function.apply(a));
    }

    /** The blocking function as an asynchronous one that runs here. */
    public <A, B, R> BiFunction<A, B, CompletableFuture<R>> wrap(
            ThrowingBiFunction<? super A, ? super B, ? extends R, ?> function) {
        requireNonNull(function, "function");
        return (a, b) -> call(() -> function.apply(a, b));
    }

    /** The blocking function as an asynchronous one that runs here. */
    public <A, B, C, R> TriFunction<A, B, C, CompletableFuture<R>> wrap(
            ThrowingTriFunction<? super A, ? super B, ? super C, ? extends R, ?> function) {
        requireNonNull(function, "function");
        return (a, b, c) -> call(() -> function.apply(a, b, c));
    }

    /** The offload as an executor, for libraries that want one. Full or closed, it throws. */
    public Executor executor() {
        return core;
    }

    /** What is running and queued now, and what has happened since it was opened. */
    public OffloadStatistics statistics() {
        OffloadCore.Counts now = core.counts();
        return new OffloadStatistics(
                config.name(),
                config.concurrency(),
                config.queueLimit(),
                now.running(),
                now.queued(),
                now.rejected(),
                now.abandoned(),
                now.completed(),
                Duration.ofNanos(now.longestWaitNanos()));
    }

    /** Closes within 10 seconds; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    /**
     * Takes no new calls, waits until all are done, and at the deadline fails what is queued, interrupts what runs and
     * fails its stages. When it returns, every stage that the offload handed out has ended; a call that ignores
     * interrupts may still hold its thread. If this thread is interrupted, draining stops at once, and the flag is kept.
     *
     * @throws CrossingException if one of the offload's own calls tries it (BSC001), or, where it would have to wait, on
     *     the thread of another library's event loop (BSC104)
     * @throws IllegalStateException for {@link #io} and {@link #cpu}
     */
    public void close(Duration within) {
        if (shared) {
            throw new IllegalStateException(core.describe()
                    + " is shared by the whole program and cannot be closed; open one of your own: Offload.open(..).");
        }
        core.close(Nanos.of(requireNonNull(within, "within")));
    }

    /** The offload's name, for logs. */
    @Override
    public String toString() {
        return core.describe();
    }

    private static final class Io {
        static final Offload SHARED = new Offload(
                new OffloadConfig(
                        "io",
                        Threads.virtualThreadsSuitBlocking() ? IO_ON_VIRTUAL_THREADS : IO_ON_PLATFORM_THREADS,
                        DEFAULT_QUEUE,
                        ThreadKind.AUTO,
                        null),
                true);
    }

    private static final class Cpu {
        static final Offload SHARED = new Offload(
                new OffloadConfig(
                        "cpu", Runtime.getRuntime().availableProcessors(), DEFAULT_QUEUE, ThreadKind.PLATFORM, null),
                true);
    }
}
