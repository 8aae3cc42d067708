package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Hub;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts where paths end because a call could go to too many methods. */
final class Hubs {
    private static final int MOST = 5;
    private static final int LEAST_PATHS = 3;

    /** A method that is called so. */
    private record End(Code method, int targets, int paths) {
        End next() {
            return new End(method, targets, paths + 1);
        }
    }

    private final Map<Code, End> ends = new HashMap<>();

    /**
     * A path has come to a call of the method.
     *
     * @param targets how many it could run, if that is why the path ends; else 0
     */
    void ended(Code method, int targets) {
        if (targets > 0) {
            ends.merge(method, new End(method, targets, 1), (known, one) -> known.next());
        }
    }

    /** Those that end most paths, with the row of a catalogue that says what the scan cannot know. */
    List<Hub> worst() {
        return ends.values().stream()
                .filter(end -> end.paths() >= LEAST_PATHS)
                .sorted(Comparator.comparingInt(End::paths)
                        .reversed()
                        .thenComparing(end -> end.method().toString()))
                .limit(MOST)
                .map(Hubs::hub)
                .toList();
    }

    private static Hub hub(End end) {
        String type = end.method().owner().replace('/', '.');
        String name = end.method().name();
        String advice = "It could run " + end.targets() + " methods. To have them looked at, say in a catalogue where"
                + " they run: contracts: [{implementing: " + type + ", methods: " + name
                + ", runs-on: loop, why: \"...\"}]";
        return new Hub(new Finding.Target(type, name), end.paths(), advice);
    }
}
