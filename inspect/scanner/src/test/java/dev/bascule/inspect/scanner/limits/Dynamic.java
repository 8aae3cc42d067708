package dev.bascule.inspect.scanner.limits;

import io.netty.channel.EventLoop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** What the JVM, not an instruction of the program, calls. */
public final class Dynamic {
    private Dynamic() {}

    /** By name. */
    @Limit(value = "`Method.invoke`", isFound = false)
    public static class Reflection {
        public void run(EventLoop loop) {
            loop.submit(() -> Reflection.class.getMethod("called").invoke(this));
        }

        public void called() {
            LockSupport.park();
        }
    }

    /** By name, an object. */
    @Limit(value = "`Constructor.newInstance`", isFound = false)
    public static class NewInstance {
        public NewInstance() {
            LockSupport.park();
        }

        public static void run(EventLoop loop) {
            loop.submit(() -> NewInstance.class.getConstructor().newInstance());
        }
    }

    /** By a handle. */
    @Limit(value = "`MethodHandle.invoke`", isFound = false)
    public static class Handle {
        public void run(EventLoop loop) throws ReflectiveOperationException {
            MethodHandle handle =
                    MethodHandles.lookup().findVirtual(Handle.class, "called", MethodType.methodType(void.class));
            loop.execute(() -> {
                try {
                    handle.invoke(this);
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        public void called() {
            LockSupport.park();
        }
    }

    /** Through a proxy. */
    @Limit(value = "`java.lang.reflect.Proxy`", isFound = false)
    public static class Proxied {
        public void run(EventLoop loop) {
            Callable<?> proxy = (Callable<?>)
                    Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Callable.class}, (a, b, c) -> {
                        LockSupport.park();
                        return null;
                    });
            loop.submit(() -> proxy.call());
        }
    }

    /** What a service loader finds. */
    public interface Service {
        void serve();
    }

    /** Found by its name in a file; no code makes one. */
    @Limit(value = "`ServiceLoader`", isFound = true)
    public static class Served implements Service {
        public static void run(EventLoop loop) {
            loop.execute(() -> ServiceLoader.load(Service.class).forEach(service -> service.serve()));
        }

        @Override
        public void serve() {
            LockSupport.park();
        }
    }

    /** What is called when an object is read. */
    @Limit(value = "`readObject` of a serializable class", isFound = false)
    public static class Read implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            LockSupport.park();
        }

        public static void run(EventLoop loop, byte[] bytes) {
            loop.submit(() -> new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject());
        }
    }

    /** What runs when a class is first used. */
    @Limit(value = "class initialisers", isFound = false)
    public static class Initialised {
        static final int VALUE;

        static {
            LockSupport.park();
            VALUE = 1;
        }

        public static void run(EventLoop loop) {
            loop.submit(() -> Initialised.VALUE);
        }
    }

    /** What a string concatenation calls. */
    @Limit(value = "`toString` in a string concatenation", isFound = false)
    public static class Concatenated {
        public void run(EventLoop loop) {
            loop.submit(() -> "it is " + this);
        }

        @Override
        public String toString() {
            LockSupport.park();
            return "";
        }
    }

    /** What a collection calls. */
    @Limit(value = "`hashCode`, `equals`, `compareTo` called by the JDK's collections", isFound = false)
    public static class Hashed {
        public void run(EventLoop loop, java.util.Set<Object> set) {
            loop.submit(() -> set.add(this));
        }

        @Override
        public int hashCode() {
            LockSupport.park();
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }
    }

    /** What closes a resource. */
    @Limit(value = "`close` of a try-with-resources", isFound = true)
    public static class Closed implements AutoCloseable {
        public static void run(EventLoop loop) {
            loop.submit(() -> {
                try (Closed closed = new Closed()) {
                    return closed.hashCode();
                }
            });
        }

        @Override
        public void close() throws IOException {
            LockSupport.park();
        }
    }
}
