package dev.bascule.internal;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** Flight-recorder event: one callback held a loop for longer than the threshold. */
@Name("dev.bascule.Stall")
@Label("Loop Stall")
@Category("Bascule")
@Description("One callback held a loop for longer than the threshold")
@Threshold("10 ms")
final class StallEvent extends Event {
    @Label("Loop")
    @Nullable
    String loop;

    @Label("Task")
    @Nullable
    String task;
}
