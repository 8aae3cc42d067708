package dev.bascule.inspect.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What kinds of calls are seen in this JVM, and what kinds are not, and why. */
final class Coverage {
    private final Map<String, State> states = new LinkedHashMap<>();

    /** Of a kind of call; the words say how it is seen, or why it is not. */
    private record State(boolean covered, String words) {}

    /** With the reason for each kind whose advice is not in place, null for the others; and what calls have shown. */
    Coverage(Map<String, @Nullable String> whyNot, Map<String, Boolean> tried, boolean databases) {
        whyNot.forEach((kind, why) -> states.put(kind, new State(why == null, why == null ? "" : why)));
        states.put("monitors of others", new State(true, "by looking: if they are waited for some 10 ms"));
        states.put("calls that do not come back", new State(true, "by looking: after 100 ms"));
        states.put("loops that compute", ofManagement("by looking: after 100 ms"));
        states.put("hangs over monitors", ofManagement("by looking"));
        states.put("JDBC", new State(databases, databases ? "in drivers, when they are loaded" : "no module java.sql"));
        tried.forEach((kind, told) -> {
            State state = states.get(kind);
            if (state != null && state.covered) {
                states.put(kind, told ? new State(true, "tried") : new State(false, "a call was tried, and not seen"));
            }
        });
    }

    private static State ofManagement(String words) {
        boolean isThere = ModuleLayer.boot().findModule("java.management").isPresent();
        return new State(isThere, isThere ? words : "no module java.management");
    }

    /** What is not seen, in a few words each. */
    List<String> missing() {
        List<String> all = new ArrayList<>();
        states.forEach((kind, state) -> {
            if (!state.covered) {
                all.add(kind + " (" + state.words + ")");
            }
        });
        return all;
    }

    /** For people. */
    String table() {
        StringBuilder text = new StringBuilder("bascule-agent: what is seen in JDK " + Runtime.version() + "\n");
        states.forEach((kind, state) -> {
            String covered = state.covered ? "covered" : "NOT covered";
            text.append(String.format(Locale.ROOT, "%-42s %-12s %s", kind, covered, state.words)
                            .stripTrailing())
                    .append('\n');
        });
        return text.toString();
    }
}
