package dev.bascule.inspect.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/** The hook, under its name in {@code java.lang}. It stays when the agent leaves, and does nothing then. */
final class HookClass {
    /** Its internal name. */
    static final String NAME = "java/lang/BasculeHook";

    private static final String TEMPLATE = "dev/bascule/agent/hook/Hook";

    private final Class<?> type;

    static boolean isIt(String className) {
        return className.equals(NAME.replace('/', '.'));
    }

    private HookClass(Class<?> type) {
        this.type = type;
    }

    /** Defines it, unless an earlier agent has done so. */
    static HookClass install(Instrumentation instrumentation) throws IOException, IllegalAccessException {
        try {
            return new HookClass(Class.forName(NAME.replace('/', '.'), true, null));
        } catch (ClassNotFoundException first) {
            return new HookClass(define(instrumentation));
        }
    }

    private static Class<?> define(Instrumentation instrumentation) throws IOException, IllegalAccessException {
        Module base = Object.class.getModule();
        instrumentation.redefineModule(
                base, Set.of(), Map.of(), Map.of("java.lang", Set.of(HookClass.class.getModule())), Set.of(), Map.of());
        return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
                .defineClass(renamed());
    }

    private static byte[] renamed() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(HookClass.class.getClassLoader().getResourceAsStream(TEMPLATE + ".class"))) {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(stream.readAllBytes())
                    .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, TEMPLATE, NAME)), 0);
            return writer.toByteArray();
        }
    }

    void connect(Function<Thread, long[]> classifier, LongConsumer listener, LongConsumer pinned, long thresholdNanos)
            throws ReflectiveOperationException {
        type.getField("classifier").set(null, classifier);
        type.getField("listener").set(null, listener);
        type.getField("pinned").set(null, pinned);
        type.getField("threshold").setLong(null, thresholdNanos);
    }

    /** Asked before each call of a watched thread. */
    void guard(Runnable guard) throws ReflectiveOperationException {
        type.getField("guard").set(null, guard);
    }

    void turnOn() throws ReflectiveOperationException {
        type.getField("on").setBoolean(null, true);
    }

    /** It does nothing from now on, and holds nothing of the agent. */
    void reset() throws ReflectiveOperationException {
        type.getMethod("reset").invoke(null);
    }
}
