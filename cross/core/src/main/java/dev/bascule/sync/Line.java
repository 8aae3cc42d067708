package dev.bascule.sync;

import dev.bascule.internal.Home;
import dev.bascule.internal.Waiters;
import dev.bascule.offload.Offload;

/** A line of waiters as a primitive's configuration wants it. */
abstract class Line extends Waiters {
    final SyncConfig config;
    private final String kind;

    Line(String kind, SyncConfig config) {
        this.kind = kind;
        this.config = config;
    }

    @Override
    protected boolean isFifo() {
        return config.strictFifo();
    }

    @Override
    protected final boolean isInline() {
        return config.inline();
    }

    @Override
    protected final Home home() {
        Offload offload = config.continuations();
        return (Home) (offload == null ? Offload.io() : offload).executor();
    }

    @Override
    protected String describe() {
        String article = kind.startsWith("e") ? "an " : "a ";
        return config.name().isEmpty() ? article + kind + " without a name" : kind + " '" + config.name() + "'";
    }
}
