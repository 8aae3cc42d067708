package dev.bascule.inspect.cli.jfr;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedEvent;

/**
 * How a recording was set up, as it tells itself. Settings may change while it runs, so of each the one counts that leaves
 * out the most.
 */
final class Settings {
    static final String EVENT = "jdk.ActiveSetting";

    private final Map<Long, String> kinds = new HashMap<>();
    private final TreeMap<String, Duration> thresholds = new TreeMap<>();
    private final TreeSet<String> disabled = new TreeSet<>();
    private final TreeMap<String, String> throttled = new TreeMap<>();
    private boolean told;

    /** With the types of events that the recording describes. */
    Settings(List<EventType> types) {
        types.stream()
                .filter(type -> EventKind.ALL.containsKey(type.getName()))
                .forEach(type -> kinds.put(type.getId(), type.getName()));
    }

    /** Takes a setting to heart if it is that of a kind that counts. */
    void add(RecordedEvent setting) {
        told = true;
        String kind = kinds.get(setting.getLong("id"));
        String value = setting.getString("value");
        if (kind != null && value != null) {
            switch (String.valueOf(setting.getString("name"))) {
                case "enabled" -> enabled(kind, value);
                case "threshold" -> threshold(kind, value);
                case "throttle" -> throttle(kind, value);
                default -> {}
            }
        }
    }

    private void enabled(String kind, String value) {
        if (!Boolean.parseBoolean(value)) {
            disabled.add(kind);
        }
    }

    private void threshold(String kind, String value) {
        try {
            thresholds.merge(kind, Durations.parse(value), (a, b) -> a.compareTo(b) > 0 ? a : b);
        } catch (IllegalArgumentException unknownForm) {
            // Then it is not told.
        }
    }

    private void throttle(String kind, String value) {
        if (!value.equals("off")) {
            throttled.put(kind, value);
        }
    }

    /** Whether the recording tells how it was set up. */
    boolean areTold() {
        return told && !kinds.isEmpty();
    }

    /** Whether the JVM that was recorded knows the kind. */
    boolean knows(String kind) {
        return kinds.containsValue(kind);
    }

    /** Whether nothing that counts was recorded at all times. */
    boolean isAllDisabled() {
        return areTold() && disabled.containsAll(kinds.values());
    }

    /** Names of events that were not recorded, at least for a time. */
    List<String> disabled() {
        return List.copyOf(disabled);
    }

    /** Events of which those below a threshold, which is above ours, were not recorded. */
    List<String> longerThan(Duration ours) {
        List<String> texts = new ArrayList<>();
        thresholds.forEach((kind, threshold) -> {
            if (threshold.compareTo(ours) > 0 && !disabled.contains(kind)) {
                texts.add(kind + " (" + Durations.text(threshold) + ")");
            }
        });
        return texts;
    }

    /** Events of which no more than so many in a time were recorded. */
    List<String> throttled() {
        List<String> texts = new ArrayList<>();
        throttled.forEach((kind, rate) -> {
            if (!disabled.contains(kind)) {
                texts.add(kind + " (" + rate + ")");
            }
        });
        return texts;
    }
}
