package dev.bascule.internal;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** Flight-recorder event: a hang was proven, suspected, or taken back. */
@Name("dev.bascule.Hang")
@Label("Hang")
@Category("Bascule")
@Description("A wait that never ends was proven or suspected, or a report of one was taken back")
final class HangEvent extends Event {
    @Label("Kind")
    @Nullable
    String kind;

    @Label("Rule")
    @Nullable
    String rule;

    @Label("Message")
    @Nullable
    String message;
}
