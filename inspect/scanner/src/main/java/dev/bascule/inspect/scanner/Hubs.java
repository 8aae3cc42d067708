package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Hub;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts where paths end because a call could go to too many methods. */
final class Hubs {
    private static final int MOST = 5;
    private static final int LEAST_PATHS = 3;

    private final Map<Code, Integer> ends = new HashMap<>();
    private final Map<Code, Walk.Kind> kinds = new HashMap<>();

    /** A path has come to a call of the method, which could run too many others. */
    void ended(Code method, Walk.Kind kind) {
        ends.merge(method, 1, Integer::sum);
        kinds.merge(method, kind, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }

    /** Those that end most paths, with the row of a catalogue that says what the scan cannot know. */
    List<Hub> worst() {
        return ends.entrySet().stream()
                .filter(end -> end.getValue() >= LEAST_PATHS)
                .sorted(Map.Entry.<Code, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(end -> end.getKey().toString()))
                .limit(MOST)
                .map(end -> hub(end.getKey(), end.getValue(), kinds.get(end.getKey())))
                .toList();
    }

    private static Hub hub(Code method, int paths, Walk.@Nullable Kind kind) {
        String type = method.owner().replace('/', '.');
        String name = method.name();
        String advice = "It could run more than " + Dispatch.MOST_TARGETS + " methods. "
                + (kind == null || kind == Walk.Kind.ASYNC_METHOD ? leaf(type, name) : contract(type, name, kind));
        return new Hub(new Finding.Target(type, name), paths, advice);
    }

    private static String contract(String type, String name, Walk.Kind kind) {
        String thread = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "To have them looked at, say in a catalogue where they run: contracts: [{implementing: " + type
                + ", methods: " + name + ", runs-on: " + thread + ", why: \"...\"}]";
    }

    /** Where only a stage is promised, they run on any thread, of which a catalogue has nothing to say. */
    private static String leaf(String type, String name) {
        return "If they wait for something, say so in a catalogue: leaves: [{id: hub." + name.toLowerCase(Locale.ROOT)
                + ", rule: BSC104, methods: " + type + "." + name + ", what: waits}]";
    }
}
