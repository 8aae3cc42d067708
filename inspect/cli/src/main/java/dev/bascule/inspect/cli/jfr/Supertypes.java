package dev.bascule.inspect.cli.jfr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a class extends and implements, as far as the JDK of this tool tells; a recording does not. Of all other classes it
 * is not known. Nothing is initialised. For one thread.
 */
final class Supertypes {
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    private final Map<String, Set<String>> known = new HashMap<>();

    /** The class itself first, then the nearest. */
    Set<String> of(String className) {
        if (!isOfJdk(className)) {
            return Set.of(className);
        }
        return known.computeIfAbsent(className, Supertypes::ofNamed);
    }

    static boolean isOfJdk(String className) {
        return JDK.stream().anyMatch(className::startsWith);
    }

    static Set<String> ofNamed(String className) {
        Set<String> names = new LinkedHashSet<>();
        names.add(className);
        try {
            collect(Class.forName(className, false, ClassLoader.getPlatformClassLoader()), names);
        } catch (ClassNotFoundException | LinkageError otherJdk) {
            // Then only its name counts.
        }
        return Collections.unmodifiableSet(names);
    }

    private static void collect(Class<?> first, Set<String> names) {
        List<Class<?>> level = List.of(first);
        while (!level.isEmpty()) {
            List<Class<?>> above = new ArrayList<>();
            for (Class<?> type : level) {
                names.add(type.getName());
                if (type.getSuperclass() != null) {
                    above.add(type.getSuperclass());
                }
                above.addAll(Arrays.asList(type.getInterfaces()));
            }
            level = above;
        }
    }
}
