package dev.bascule.inspect.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The hook, under its name in {@code java.lang}. It stays when the agent leaves, and does nothing then. */
final class HookClass {
    /** Its internal name: as long as the other one, so that nothing else in the class file has to change. */
    static final String NAME = "java/lang/BasculeAgentsHook";

    private static final String TEMPLATE = "dev/bascule/agent/hook/Hook";

    private final BiConsumer<String, Object> hook;

    static boolean isIt(String className) {
        return className.equals(NAME.replace('/', '.'));
    }

    /** By an interface, not by reflection: to link a method for that takes newer JDKs some milliseconds. */
    @SuppressWarnings("unchecked") // the class says so
    private HookClass(Class<?> type) throws ReflectiveOperationException {
        this.hook = (BiConsumer<String, Object>) type.getConstructor().newInstance();
    }

    /** Defines it, unless an earlier agent has done so. */
    static HookClass install(Instrumentation instrumentation) throws IOException, ReflectiveOperationException {
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
            String file = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1); // each byte is one character
            return file.replace(TEMPLATE, NAME).getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** The listener is told of calls and of pinned carriers. */
    void connect(Function<Thread, long @Nullable []> classifier, LongConsumer listener, long thresholdNanos) {
        hook.accept("classifier", classifier);
        hook.accept("listener", listener);
        hook.accept("threshold", thresholdNanos);
    }

    /** Asked before each call of a watched thread. */
    void guard(Runnable guard) {
        hook.accept("guard", guard);
    }

    void turnOn() {
        hook.accept("on", true);
    }

    /** It does nothing from now on, and holds nothing of the agent. */
    void reset() {
        hook.accept("on", false);
    }
}
