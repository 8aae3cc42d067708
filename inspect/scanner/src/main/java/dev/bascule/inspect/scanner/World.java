package dev.bascule.inspect.scanner;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** All classes that were read, and how they relate. Those of the JDK are read when somebody asks for them. */
final class World {
    private static final String OBJECT = "java/lang/Object";

    private final Map<String, ClassInfo> classes;
    private final ConcurrentMap<String, Optional<ClassInfo>> ofJdk = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Set<String>> supertypes = new ConcurrentHashMap<>();
    private final Map<String, List<ClassInfo>> subtypes = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();
    private final ClassParser parser;

    World(Map<String, ClassInfo> classes, ClassParser parser) {
        this.classes = classes;
        this.parser = parser;
        for (ClassInfo each : classes.values()) {
            made.addAll(each.header().made());
            for (String above : supertypes(each.name())) {
                subtypes.computeIfAbsent(above, name -> new ArrayList<>()).add(each);
            }
        }
    }

    Collection<ClassInfo> all() {
        return classes.values();
    }

    /** Null if it was neither read nor is one of the JDK's. */
    @Nullable
    ClassInfo find(String name) {
        ClassInfo read = classes.get(name);
        ClassInfo found =
                read != null ? read : ofJdk.computeIfAbsent(name, this::readJdk).orElse(null);
        if (found == null && !name.startsWith("[")) {
            missing.add(name);
        }
        return found;
    }

    /** Types that were asked for, and are neither among those read nor the JDK's. */
    Set<String> missing() {
        return missing;
    }

    private Optional<ClassInfo> readJdk(String name) {
        if (name.startsWith("[")) {
            return Optional.empty();
        }
        try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(parser.withoutCode(in.readAllBytes()));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** The type itself and all above it, as far as they are known. */
    Set<String> supertypes(String name) {
        Set<String> known = supertypes.get(name);
        if (known == null) {
            Set<String> found = new LinkedHashSet<>();
            collect(name, found);
            known = found;
            supertypes.put(name, known);
        }
        return known;
    }

    private void collect(String name, Set<String> found) {
        if (!found.add(name)) {
            return; // seen, or a cycle in broken input
        }
        ClassInfo info = find(name);
        if (info == null) {
            return;
        }
        if (info.superName() != null) {
            collect(info.superName(), found);
        }
        info.interfaces().forEach(each -> collect(each, found));
    }

    boolean isSubtype(String name, String above) {
        return name.equals(above) || above.equals(OBJECT) || supertypes(name).contains(above);
    }

    /** Those that were read and stand below it, itself included. */
    List<ClassInfo> subtypes(String name) {
        return subtypes.getOrDefault(name, List.of());
    }

    /** Whether some code that was read makes an object of exactly this class. */
    boolean isMade(ClassInfo info) {
        return made.contains(info.name());
    }

    /** Where a called method is declared, with or without code. */
    @Nullable
    MethodInfo declared(Code method) {
        for (String each : supertypes(method.owner())) {
            ClassInfo info = find(each);
            MethodInfo own = info == null ? null : info.method(method.name(), method.descriptor());
            if (own != null) {
                return own;
            }
        }
        return null;
    }

    /** The method with code that a class has under this name and descriptor, its own or an inherited one. */
    @Nullable
    MethodInfo resolve(String owner, String name, String descriptor) {
        MethodInfo inInterface = null;
        for (String each : supertypes(owner)) {
            ClassInfo info = find(each);
            MethodInfo method = info == null ? null : info.method(name, descriptor);
            if (method != null && !method.isAbstract()) {
                if (info != null && !info.isInterface()) {
                    return method;
                }
                inInterface = inInterface == null ? method : inInterface;
            }
        }
        return inInterface;
    }
}
