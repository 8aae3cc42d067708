package dev.bascule.internal;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** Flight-recorder event: an offloaded call ran. Its duration is the call's own; the time in the queue is a field. */
@Name("dev.bascule.Offload")
@Label("Offload")
@Category("Bascule")
@Description("A call ran on an offload")
final class OffloadEvent extends Event {
    @Label("Offload")
    @Nullable
    String offload;

    @Label("Queued For (one call in eight)")
    @Timespan(Timespan.NANOSECONDS)
    long queuedFor;
}
