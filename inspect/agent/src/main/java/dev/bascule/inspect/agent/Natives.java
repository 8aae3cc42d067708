package dev.bascule.inspect.agent;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** Which public natives this JVM has that block, and what is called in their place. */
final class Natives {
    private static final String OBJECT = "java/lang/Object";

    /** Each by the name of the method, which the hook's method has, too. */
    private final Map<String, Call> originals = new HashMap<>();

    /** Internal names. */
    private final Set<String> owners = new HashSet<>();

    private final Map<String, Call> replacements = new HashMap<>();

    /** Subclasses, and whose natives they have; by internal names. */
    private final Map<String, String> heirs = new ConcurrentHashMap<>();

    /** A method; the owner's name is internal. */
    record Call(String owner, String name, String descriptor) {}

    /** Those of this JVM. */
    static Natives ofThisJvm() {
        Natives natives = new Natives();
        for (String line : Lines.of("calls.txt")) {
            natives.add(line);
        }
        return natives;
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        for (Method method : classOf(words[0]).getDeclaredMethods()) {
            if (method.getName().equals(words[1])
                    && Type.getMethodDescriptor(method).equals(words[2])
                    && Modifier.isNative(method.getModifiers())) {
                add(words[0].replace('.', '/'), method, words[2]);
            }
        }
    }

    private void add(String owner, Method method, String descriptor) {
        String receiver = Modifier.isStatic(method.getModifiers()) ? "" : "L" + owner + ";";
        replacements.put(
                method.getName(), new Call(HookClass.NAME, method.getName(), "(" + receiver + descriptor.substring(1)));
        owners.add(owner);
        originals.put(method.getName(), new Call(owner, method.getName(), descriptor));
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name, false, null);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is part of every Java platform", e);
        }
    }

    /** Whether some are that class's; the name is internal. */
    boolean areOf(String owner) {
        return owners.contains(owner);
    }

    boolean isEmpty() {
        return replacements.isEmpty();
    }

    /** Whether one has that name and descriptor. */
    boolean has(String name, String descriptor) {
        Call original = originals.get(name);
        return original != null && original.descriptor().equals(descriptor);
    }

    /** Of a class that is about to be loaded: compilers name the subclass in which a method is called without a receiver. */
    void learn(String className, @Nullable String superName) {
        if (superName == null || superName.equals(OBJECT)) {
            return; // what is Object's is known by its name alone
        }
        String owner = heirs.getOrDefault(superName, superName);
        if (areOf(owner)) {
            heirs.put(className, owner);
        }
    }

    /** What is called instead; null for anything else. Arrays and subclasses call {@code Object.wait} as their own. */
    @Nullable
    Call replacement(String owner, String name, String descriptor) {
        Call original = originals.get(name);
        boolean isIt = original != null
                && has(name, descriptor)
                && (original.owner().equals(heirs.getOrDefault(owner, owner))
                        || original.owner().equals(OBJECT));
        return isIt ? replacements.get(name) : null;
    }

    /** The native that the hook's method stands for; null if it stands for none. */
    @Nullable
    Call original(String hookMethod) {
        return originals.get(hookMethod);
    }
}
