package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.catalog.MethodPattern;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;

/**
 * Which methods are advised in classes of the application, since they implement an interface of which the catalogue says that
 * its methods block: those of JDBC, whatever a driver does inside, be it native or in memory.
 *
 * <p><b>For maintainers.</b> A class is seen before its superclass, unless that was there already; what is known of the one
 * counts for the other.
 */
final class Implementers {
    /** Patterns of names; by internal names. */
    private final Map<String, Set<String>> methods = new HashMap<>();

    /** Which of those types a class is; by internal names. */
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    /** Which of them a class below it is, which may have its bodies from it; by internal names. */
    private final Map<String, Set<String>> below = new ConcurrentHashMap<>();

    /** With what the user says of types of their own, or of libraries. */
    Implementers(List<MethodPattern> ofUser) {
        for (String line : Lines.of("interfaces.txt")) {
            List<String> words = List.of(line.split(" ", -1));
            methods.put(words.get(0).replace('.', '/'), new HashSet<>(words.subList(1, words.size())));
        }
        for (MethodPattern leaf : ofUser) {
            String type = leaf.type().replace('.', '/');
            Set<String> names = methods.getOrDefault(type, new HashSet<>());
            names.add(leaf.name());
            methods.put(type, names);
        }
    }

    /** Patterns of names; empty for a class that has nothing to do with it. */
    Set<String> advised(String className, byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        String above = reader.getSuperName();
        Set<String> types = new HashSet<>(List.of(reader.getInterfaces()));
        types.add(className);
        if (above != null) {
            types.add(above);
            types.addAll(known.getOrDefault(above, Set.of()));
        }
        types.retainAll(methods.keySet());
        if (!types.isEmpty()) {
            known.put(className, types);
        }
        Set<String> counted = union(types, below.getOrDefault(className, Set.of()));
        if (!counted.isEmpty() && above != null && !above.startsWith("java/")) {
            below.putIfAbsent(above, counted); // it is defined right after this one, and may have the bodies
        }
        Set<String> all = new HashSet<>();
        for (String type : counted) {
            all.addAll(methods.getOrDefault(type, Set.of()));
        }
        return all;
    }

    /** Whether this JVM has JDBC at all. */
    static boolean haveDatabases() {
        return ModuleLayer.boot().findModule("java.sql").isPresent();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    /** Whether a class that is loaded is one, or has one above or below it. */
    boolean matters(Class<?> type) {
        String name = type.getName().replace('.', '/');
        if (methods.containsKey(name) || !allOf(name).isEmpty()) {
            return true;
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> implemented : each.getInterfaces()) {
                if (methods.containsKey(implemented.getName().replace('.', '/')) || matters(implemented)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Set<String> allOf(String internalName) {
        return union(known.getOrDefault(internalName, Set.of()), below.getOrDefault(internalName, Set.of()));
    }

    /** Interfaces that count for a class, though it may not have them itself; names as in source. */
    Set<String> typesOf(String className) {
        return allOf(className.replace('.', '/')).stream()
                .map(type -> type.replace('/', '.'))
                .collect(Collectors.toSet());
    }
}
