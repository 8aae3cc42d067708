package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.offload.Offload;
import org.jspecify.annotations.Nullable;

/**
 * How a primitive is to be. Start from what {@code create} passes in and change what you need.
 *
 * @param name in messages and statistics
 * @param strictFifo whether nobody may overtake who waits; false by default, since a lock that must go to a thread that
 *     still sleeps stands still until it runs, which costs 100 times and more under contention
 * @param continuations where the continuations of asynchronous waiters run that belong to no loop and no offload; null
 *     (the default) for {@code Offload.io()}
 * @param inline whether asynchronous waiters continue on the thread that lets them go on, one after the other, instead of
 *     where they belong; false by default, since their code then holds up whoever released
 */
public record SyncConfig(
        String name, boolean strictFifo, @Nullable Offload continuations, boolean inline) {
    static final SyncConfig DEFAULT = new SyncConfig("", false, null, false);

    /** Checks the options. */
    public SyncConfig {
        requireNonNull(name, "name");
    }

    /** The same with this name. */
    public SyncConfig withName(String newName) {
        return new SyncConfig(newName, strictFifo, continuations, inline);
    }

    /** The same, with or without overtaking. */
    public SyncConfig withStrictFifo(boolean strict) {
        return new SyncConfig(name, strict, continuations, inline);
    }

    /** The same, with the continuations of others than loops and offloads there. */
    public SyncConfig withContinuations(Offload offload) {
        return new SyncConfig(name, strictFifo, requireNonNull(offload), inline);
    }

    /** The same, with continuations on the thread that brings them about, or not. */
    public SyncConfig withInline(boolean onReleaser) {
        return new SyncConfig(name, strictFifo, continuations, onReleaser);
    }
}
