package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.internal.Home;
import dev.bascule.internal.Waiters;
import dev.bascule.offload.Offload;
import java.util.function.UnaryOperator;

/** A line of waiters as a primitive's configuration wants it. */
abstract class Line extends Waiters {
    final SyncConfig config;

    Line(SyncConfig config) {
        this.config = config;
    }

    /** What the user makes of the defaults. */
    static <C> C configured(C defaults, UnaryOperator<C> configure) {
        return requireNonNull(
                requireNonNull(configure, "configure").apply(defaults),
                "configure gave null: return what it was given");
    }

    /** What it is, in one or two words. */
    abstract String kind();

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
        String kind = kind();
        String article = kind.startsWith("e") ? "an " : "a ";
        return config.name().isEmpty() ? article + kind + " without a name" : kind + " '" + config.name() + "'";
    }
}
