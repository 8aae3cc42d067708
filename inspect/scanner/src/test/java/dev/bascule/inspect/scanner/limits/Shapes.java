package dev.bascule.inspect.scanner.limits;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shapes of invokedynamic, and of calls that the compiler or the program hides. */
public final class Shapes {
    private Shapes() {}

    /** A lambda. */
    @Limit(value = "lambda", isFound = true)
    public static class Lambda {
        public void run(EventLoop loop) {
            loop.execute(() -> called());
        }

        void called() {
            LockSupport.park();
        }
    }

    /** A lambda that has a function of its caller bound. */
    @Limit(value = "function that a lambda captures", isFound = true)
    public static class Captured {
        public void run(EventLoop loop) {
            later(loop, () -> called());
        }

        private void later(EventLoop loop, Runnable work) {
            loop.execute(() -> work.run());
        }

        void called() {
            LockSupport.park();
        }
    }

    /** A method of a known object. */
    @Limit(value = "bound method reference", isFound = true)
    public static class Bound {
        public void run(EventLoop loop) {
            loop.execute(this::called);
        }

        void called() {
            LockSupport.park();
        }
    }

    /** A method of what it is given. */
    @Limit(value = "unbound method reference", isFound = true)
    public static class Unbound {
        public void run(EventLoop loop, List<Unbound> all) {
            loop.execute(() -> all.forEach(Unbound::called));
        }

        void called() {
            LockSupport.park();
        }
    }

    /** A constructor. */
    @Limit(value = "constructor reference", isFound = true)
    public static class Made {
        public Made() {
            LockSupport.park();
        }

        public static void run(EventLoop loop) {
            loop.submit(Made::new);
        }
    }

    /** Of an anonymous class. */
    @Limit(value = "anonymous class", isFound = true)
    public static class Anonymous {
        public void run(EventLoop loop) {
            loop.execute(new Runnable() {
                @Override
                public void run() {
                    LockSupport.park();
                }
            });
        }
    }

    /** A function in a collection. */
    @Limit(value = "function in a collection", isFound = false)
    public static class Listed {
        private final List<Runnable> all = new ArrayList<>();

        public Listed() {
            all.add(() -> LockSupport.park());
        }

        public void run(EventLoop loop) {
            loop.execute(() -> all.forEach(each -> each.run()));
        }
    }

    /** A function in a map. */
    @Limit(value = "function in a map", isFound = false)
    public static class Mapped {
        private final Map<String, Supplier<String>> all = new HashMap<>();

        public Mapped() {
            all.put("it", () -> {
                LockSupport.park();
                return "";
            });
        }

        public void run(EventLoop loop, String name) {
            loop.submit(() -> all.get(name).get());
        }
    }

    /** A function in an array. */
    @Limit(value = "function in an array", isFound = false)
    public static class InArray {
        private final Runnable[] all = {() -> LockSupport.park()};

        public void run(EventLoop loop) {
            loop.execute(() -> all[0].run());
        }
    }

    /** A function in a field, by a constructor. */
    @Limit(value = "function that a constructor puts into a field", isFound = true)
    public static class InField {
        private final Runnable work;

        public InField(Runnable work) {
            this.work = work;
        }

        public static InField make() {
            return new InField(() -> LockSupport.park());
        }

        public void run(EventLoop loop) {
            loop.execute(() -> work.run());
        }
    }

    /** A function in a field, by a setter. */
    @Limit(value = "function that a setter puts into a field", isFound = false)
    public static class Set {
        private Runnable work = () -> {};

        public void set(Runnable given) {
            this.work = given;
        }

        public static void make(Set set) {
            set.set(() -> LockSupport.park());
        }

        public void run(EventLoop loop) {
            loop.execute(() -> work.run());
        }
    }

    /** A function that a method returns. */
    @Limit(value = "function that a method returns", isFound = false)
    public static class Returned {
        private static Runnable work() {
            return () -> LockSupport.park();
        }

        public void run(EventLoop loop) {
            loop.execute(work());
        }
    }

    /** A function that is put together of others. */
    @Limit(value = "functions put together (`andThen`)", isFound = false)
    public static class Composed {
        public void run(EventLoop loop) {
            Consumer<String> first = each -> {};
            Consumer<String> both = first.andThen(each -> LockSupport.park());
            loop.execute(() -> both.accept(""));
        }
    }

    /** A method that an interface has. */
    @Limit(value = "default method of an interface", isFound = true)
    public static class Default implements HasDefault {
        public void run(EventLoop loop) {
            loop.execute(() -> call());
        }

        @Override
        public void inner() {
            LockSupport.park();
        }
    }

    /** Has one. */
    public interface HasDefault {
        default void call() {
            inner();
        }

        void inner();
    }
}
