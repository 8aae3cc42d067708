package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.offload.Offload;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link DualLazy} is to be. Start from what {@code of} passes in and change what you need.
 *
 * @param name in messages and statistics
 * @param retry whether a computation that failed is tried again when the value is next wanted; false by default
 * @param continuations where the continuations of asynchronous waiters run that belong to no loop and no offload; null
 *     (the default) for {@code Offload.io()}
 * @param inline whether asynchronous waiters continue on the thread that completes the computation
 */
public record LazyConfig(
        String name, boolean retry, @Nullable Offload continuations, boolean inline) {
    static final LazyConfig DEFAULT = new LazyConfig("", false, null, false);

    /** Checks the options. */
    public LazyConfig {
        requireNonNull(name, "name");
    }

    SyncConfig line() {
        return new SyncConfig(name, true, continuations, inline);
    }

    /** The same with this name. */
    public LazyConfig withName(String newName) {
        return new LazyConfig(newName, retry, continuations, inline);
    }

    /** The same, with failures for good or not. */
    public LazyConfig withRetry(boolean again) {
        return new LazyConfig(name, again, continuations, inline);
    }

    /** The same, with the continuations of others than loops and offloads there. */
    public LazyConfig withContinuations(Offload offload) {
        return new LazyConfig(name, retry, requireNonNull(offload), inline);
    }

    /** The same, with continuations on the thread that brings them about, or not. */
    public LazyConfig withInline(boolean onCompleter) {
        return new LazyConfig(name, retry, continuations, onCompleter);
    }
}
