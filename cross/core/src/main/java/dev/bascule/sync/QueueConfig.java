package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.offload.Offload;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link DualQueue} is to be. Start from what {@code create} passes in and change what you need.
 *
 * @param name in messages and statistics
 * @param strictFifo whether consumers that wait are served in their order; false by default, see {@link SyncConfig}.
 *     Items keep their order in any case, and so do producers that wait
 * @param continuations where the continuations of asynchronous waiters run that belong to no loop and no offload; null
 *     (the default) for {@code Offload.io()}
 * @param inline whether asynchronous waiters continue on the thread that lets them go on
 * @param onUndelivered gets each item that was taken out of the queue for somebody who then did not want it any more: a
 *     subscriber that cancelled, an iterator that was closed. By default such an item is dropped
 */
public record QueueConfig<T>(
        String name,
        boolean strictFifo,
        @Nullable Offload continuations,
        boolean inline,
        Consumer<? super T> onUndelivered) {
    private static final QueueConfig<Object> DEFAULT = new QueueConfig<>("", false, null, false, item -> {});

    /** Checks the options. */
    public QueueConfig {
        requireNonNull(name, "name");
        requireNonNull(onUndelivered, "onUndelivered");
    }

    @SuppressWarnings("unchecked") // what takes any object takes a T
    static <T> QueueConfig<T> defaults() {
        return (QueueConfig<T>) DEFAULT;
    }

    SyncConfig line() {
        return this == DEFAULT ? SyncConfig.DEFAULT : new SyncConfig(name, strictFifo, continuations, inline);
    }

    /** The same with this name. */
    public QueueConfig<T> withName(String newName) {
        return new QueueConfig<>(newName, strictFifo, continuations, inline, onUndelivered);
    }

    /** The same, with consumers served in their order or not. */
    public QueueConfig<T> withStrictFifo(boolean strict) {
        return new QueueConfig<>(name, strict, continuations, inline, onUndelivered);
    }

    /** The same, with the continuations of others than loops and offloads there. */
    public QueueConfig<T> withContinuations(Offload offload) {
        return new QueueConfig<>(name, strictFifo, requireNonNull(offload), inline, onUndelivered);
    }

    /** The same, with continuations on the thread that brings them about, or not. */
    public QueueConfig<T> withInline(boolean onOtherSide) {
        return new QueueConfig<>(name, strictFifo, continuations, onOtherSide, onUndelivered);
    }

    /** The same, with items that nobody got given to this action. */
    public QueueConfig<T> withOnUndelivered(Consumer<? super T> action) {
        return new QueueConfig<>(name, strictFifo, continuations, inline, action);
    }
}
