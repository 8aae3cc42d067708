package dev.bascule.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Jox's buffered channel, which needs JDK 21, looked up so that the same jar measures JDK 17. */
final class JoxChannel {
    private static final MethodHandle NEW;
    private static final MethodHandle SEND;
    private static final MethodHandle RECEIVE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> channel = Class.forName("com.softwaremill.jox.Channel");
            NEW = lookup.findStatic(channel, "newBufferedChannel", MethodType.methodType(channel, int.class))
                    .asType(MethodType.methodType(Object.class, int.class));
            SEND = lookup.findVirtual(channel, "send", MethodType.methodType(void.class, Object.class))
                    .asType(MethodType.methodType(void.class, Object.class, Object.class));
            RECEIVE = lookup.findVirtual(channel, "receive", MethodType.methodType(Object.class))
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object channel;

    JoxChannel(int slots) {
        try {
            channel = (Object) NEW.invokeExact(slots);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    void send(Object item) {
        try {
            SEND.invokeExact(channel, item);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    Object receive() {
        try {
            return (Object) RECEIVE.invokeExact(channel);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
