package dev.bascule.inspect.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which methods are advised, and how. */
final class HookTable {
    private static final String NATIVES = "natives";
    private static final String KIND = "kind";
    private static final String NO_KIND = "-";

    private final Map<String, List<Row>> rows = new LinkedHashMap<>();

    private final Map<String, List<String>> kinds = new LinkedHashMap<>();

    /** Internal names of classes of the JDK that call public natives. */
    private final Set<String> callers = new LinkedHashSet<>();

    /** What the advice tells the hook. */
    enum Mode {
        /** A call that blocks. */
        CALL,
        /** A call that blocks if its channel is in blocking mode. */
        CHANNEL,
        /** A loop is about to look for what to do next. */
        TURN,
        /** A virtual thread that waits without giving up its carrier. */
        PIN
    }

    /** Patterns of names of methods. */
    private record Row(Mode mode, List<String> methods) {}

    /** Those of the JDK, and of the loops of libraries. */
    static HookTable ofJdk() {
        HookTable table = new HookTable();
        String kind = NO_KIND;
        for (String line : Lines.of("hooks.txt")) {
            List<String> words = List.of(line.split(" ", -1));
            if (words.get(0).equals(KIND)) {
                kind = line.substring(KIND.length() + 1);
            } else {
                table.add(kind, words);
            }
        }
        return table;
    }

    private void add(String kind, List<String> words) {
        if (words.get(0).equals(NATIVES)) {
            callers.add(words.get(1).replace('.', '/'));
            return;
        }
        Mode mode = modeOf(words.get(0));
        int type = mode == Mode.CALL ? 0 : 1;
        add(words.get(type), new Row(mode, words.subList(type + 1, words.size())));
        if (!kind.equals(NO_KIND)) {
            listOf(kinds, kind).add(words.get(type).replace('.', '/'));
        }
    }

    /** What calls are for which classes, by internal names, are advised; of these some may be of other versions of the JDK. */
    Map<String, List<String>> kinds() {
        return kinds;
    }

    private static Mode modeOf(String word) {
        return switch (word) {
            case "channel" -> Mode.CHANNEL;
            case "turn" -> Mode.TURN;
            case "pin" -> Mode.PIN;
            default -> Mode.CALL;
        };
    }

    /** One class, and the patterns of its methods that block. */
    static HookTable of(String internalName, Collection<String> patterns) {
        HookTable table = new HookTable();
        table.add(internalName, new Row(Mode.CALL, List.copyOf(patterns)));
        return table;
    }

    private void add(String type, Row row) {
        listOf(rows, type.replace('.', '/')).add(row);
    }

    private static <T> List<T> listOf(Map<String, List<T>> lists, String key) {
        List<T> list = lists.getOrDefault(key, new ArrayList<>());
        lists.put(key, list);
        return list;
    }

    /** Whether something in the class is advised, or may be rewritten. */
    boolean concerns(String internalName) {
        return hasClass(internalName) || callsNatives(internalName);
    }

    /** Whether it is a class of the JDK whose calls of public natives matter. */
    boolean callsNatives(String internalName) {
        return callers.contains(internalName);
    }

    /** Names of the classes, as in source, whose methods say that a loop makes a turn. */
    Set<String> turning() {
        Set<String> turning = new HashSet<>();
        rows.forEach((type, ofType) -> {
            for (Row row : ofType) {
                if (row.mode() == Mode.TURN) {
                    turning.add(type.replace('/', '.'));
                }
            }
        });
        return turning;
    }

    boolean hasClass(String internalName) {
        return rows.containsKey(internalName);
    }

    /** How the method is advised; null if it is not. */
    @Nullable
    Mode mode(String internalName, String method) {
        for (Row row : rows.getOrDefault(internalName, List.of())) {
            for (String pattern : row.methods()) {
                if (matches(pattern, method)) {
                    return row.mode();
                }
            }
        }
        return null;
    }

    /** Whether a name is the pattern, or begins as a pattern says that ends with a star. */
    static boolean matches(String pattern, String method) {
        return pattern.endsWith("*")
                ? method.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(method);
    }
}
