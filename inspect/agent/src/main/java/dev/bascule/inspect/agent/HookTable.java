package dev.bascule.inspect.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which methods are advised.
 *
 * @param methods patterns of names, by the internal name of the class
 * @param channels the classes of them that block only in blocking mode
 */
record HookTable(Map<String, List<String>> methods, Set<String> channels) {
    private static final String CHANNEL = "channel ";

    /** Those of the JDK. */
    static HookTable ofJdk() {
        Map<String, List<String>> methods = new LinkedHashMap<>();
        Set<String> channels = new HashSet<>();
        for (String line : Lines.of("hooks.txt")) {
            String[] words = line.replaceFirst("^" + CHANNEL, "").split(" ");
            String type = words[0].replace('.', '/');
            methods.computeIfAbsent(type, name -> new ArrayList<>())
                    .addAll(List.of(words).subList(1, words.length));
            if (line.startsWith(CHANNEL)) {
                channels.add(type);
            }
        }
        return new HookTable(methods, channels);
    }

    /** One class, and the patterns of its methods. */
    static HookTable of(String internalName, Collection<String> patterns) {
        return new HookTable(Map.of(internalName, List.copyOf(patterns)), Set.of());
    }

    boolean hasClass(String internalName) {
        return methods.containsKey(internalName);
    }

    boolean isChannel(String internalName) {
        return channels.contains(internalName);
    }

    boolean isAdvised(String internalName, String method) {
        return methods.getOrDefault(internalName, List.of()).stream().anyMatch(pattern -> matches(pattern, method));
    }

    private static boolean matches(String pattern, String method) {
        return pattern.endsWith("*")
                ? method.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(method);
    }
}
