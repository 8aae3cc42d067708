package dev.bascule.inspect.cli.jfr;

import dev.bascule.inspect.model.Unseen.Gap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says for reports what a recording does not show. */
final class Gaps {
    private final Collector collector;
    private final Settings settings;
    private final Duration threshold;

    /** Where calls below the threshold were not asked for. */
    Gaps(Collector collector, Duration threshold) {
        this.collector = collector;
        this.settings = collector.settings();
        this.threshold = threshold;
    }

    /** With how many calls had their stacks cut off before they came to the application, and classes of threads. */
    List<Gap> of(long cut, List<String> threadClasses) {
        List<Gap> gaps = new ArrayList<>();
        addNamed(gaps, "calls", "kinds of calls that are not recorded", calls());
        addNamed(gaps, "disabled", "kinds of events that were switched off", settings.disabled());
        addNamed(
                gaps,
                "thresholds",
                "kinds of events of which only the longer ones were recorded",
                settings.longerThan(threshold));
        addNamed(gaps, "throttled", "kinds of events of which only some were recorded", settings.throttled());
        addNamed(gaps, "thread-classes", "classes of threads, which only their usual names tell", threadClasses);
        addCounted(gaps, "settings", "recordings that do not tell their settings", settings.areTold() ? 0 : 1);
        addCounted(gaps, "stacks", "calls without a stack", collector.withoutStack());
        addCounted(gaps, "threads", "calls without a thread", collector.withoutThread());
        addCounted(gaps, "cut-stacks", "calls whose stacks end before the application (stackdepth)", cut);
        addCounted(
                gaps,
                "dropped",
                "calls, since there were too many places",
                collector.calls().dropped());
        addCounted(gaps, "lost", "bytes of events that the JVM lost", collector.lost());
        return gaps;
    }

    private List<String> calls() {
        List<String> calls = new ArrayList<>();
        if (!settings.knows(EventKind.CONNECT)) {
            calls.add("connect");
        }
        calls.addAll(List.of(
                "accept", "name look-ups", "datagrams", "JDBC as such", "opening files", "calls that have not ended"));
        return calls;
    }

    private static void addNamed(List<Gap> gaps, String kind, String what, List<String> names) {
        if (!names.isEmpty()) {
            gaps.add(new Gap(kind, what, names.size(), names));
        }
    }

    private static void addCounted(List<Gap> gaps, String kind, String what, long count) {
        if (count > 0) {
            gaps.add(new Gap(kind, what, (int) Math.min(count, Integer.MAX_VALUE), List.of()));
        }
    }
}
