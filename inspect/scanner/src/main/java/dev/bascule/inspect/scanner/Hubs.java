package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Hub;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts where paths end because a call could go to too many methods. */
final class Hubs {
    private static final int MOST = 5;
    private static final int LEAST_PATHS = 3;

    private final Map<Code, Integer> ends = new HashMap<>();

    /** A path has come to a call of the method, which could run too many others. */
    void ended(Code method) {
        ends.merge(method, 1, Integer::sum);
    }

    /** Those that end most paths, with the row of a catalogue that says what the scan cannot know. */
    List<Hub> worst() {
        return ends.entrySet().stream()
                .filter(end -> end.getValue() >= LEAST_PATHS)
                .sorted(Map.Entry.<Code, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(end -> end.getKey().toString()))
                .limit(MOST)
                .map(end -> hub(end.getKey(), end.getValue()))
                .toList();
    }

    private static Hub hub(Code method, int paths) {
        String type = method.owner().replace('/', '.');
        String name = method.name();
        String advice = "It could run more than " + Dispatch.MOST_TARGETS
                + " methods. To have them looked at, say in a catalogue where"
                + " they run: contracts: [{implementing: " + type + ", methods: " + name
                + ", runs-on: loop, why: \"...\"}]";
        return new Hub(new Finding.Target(type, name), paths, advice);
    }
}
