package dev.bascule.inspect.scanner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.objectweb.asm.Type;

/**
 * One object for each name: class files repeat the same ones all the time, and the calls of a program are mostly made of
 * them.
 */
final class Pool {
    private static final int MOST_ARGUMENTS = 255;
    private static final int MANY = 1 << 15;

    private final ConcurrentMap<String, String> strings = new ConcurrentHashMap<>(MANY);
    private final ConcurrentMap<Code, Code> codes = new ConcurrentHashMap<>(MANY);
    private final Set<String> descriptors = ConcurrentHashMap.newKeySet();
    private final List<List<Set<Origin>>> unknown = new ArrayList<>();

    Pool() {
        for (int i = 0; i <= MOST_ARGUMENTS; i++) {
            unknown.add(Collections.nCopies(i, Set.of()));
        }
    }

    String string(String text) {
        String known = strings.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    List<String> strings(List<String> texts) {
        return texts.stream().map(this::string).toList();
    }

    Code code(String owner, String name, String descriptor) {
        Code asked = new Code(owner, name, descriptor);
        Code known = codes.get(asked);
        if (known != null) {
            return known;
        }
        Code pooled = new Code(string(owner), string(name), checked(string(descriptor)));
        known = codes.putIfAbsent(pooled, pooled);
        return known == null ? pooled : known;
    }

    /** One that hardly anybody else names: it is looked at, but not kept. */
    Code rare(String owner, String name, String descriptor) {
        return new Code(owner, name, checked(descriptor));
    }

    /** Whoever asks for the types in it later must not meet one that is none. */
    private String checked(String descriptor) {
        if (descriptors.add(descriptor)) {
            try {
                Type.getArgumentTypes(descriptor);
                Type.getReturnType(descriptor);
            } catch (RuntimeException broken) {
                descriptors.remove(descriptor);
                throw broken;
            }
        }
        return descriptor;
    }

    /** Of so many arguments, that it is not known where any comes from. */
    List<Set<Origin>> unknown(int arguments) {
        return unknown.get(arguments);
    }
}
