package dev.bascule.inspect.agent.program.probe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** What probes need of other threads, and of newer versions of the JDK. */
final class Others {
    private Others() {}

    interface Body {
        void run() throws Exception;
    }

    /** Does it on another thread, as soon as the calling one waits. */
    static void whenWaiting(Body body) {
        Thread waiter = Thread.currentThread();
        start(() -> {
            while (!waits(waiter.getState())) {
                Thread.yield();
            }
            body.run();
        });
    }

    private static boolean waits(Thread.State state) {
        return switch (state) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            default -> false;
        };
    }

    static Thread start(Body body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Does it on another thread, to its end. */
    static void elsewhere(Body body) {
        try {
            start(body).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A public method that the compiler does not know, by its name and the number of its parameters. */
    static Object newer(Class<?> type, Object receiver, String name, Object... arguments) throws Exception {
        Method method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name) && accepts(each, arguments))
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static boolean accepts(Method method, Object... arguments) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
