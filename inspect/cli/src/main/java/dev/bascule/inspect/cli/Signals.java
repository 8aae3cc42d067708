package dev.bascule.inspect.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Handles signals instead of ending, where the JVM lets us: {@code sun.misc.Signal} is there on all JDKs, but javac has no way
 * to be told that we know that it is internal.
 */
final class Signals {
    private Signals() {}

    /** The action runs, on a thread of the JVM, each time that the signal comes: {@code INT}, {@code TERM}, {@code HUP}. */
    static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler run = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            Object mine = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, run);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), mine);
        } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
            return; // the signal ends us, as it would without this
        }
    }
}
