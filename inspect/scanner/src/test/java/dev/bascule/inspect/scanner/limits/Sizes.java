package dev.bascule.inspect.scanner.limits;

import io.netty.channel.EventLoop;
import java.util.concurrent.locks.LockSupport;

/** Calls that may go to many methods, or go deep. */
public final class Sizes {
    private Sizes() {}

    /** Of five, each is followed. */
    @Limit(value = "call with 5 possible targets", isFound = true)
    public abstract static class Five {
        public static void run(EventLoop loop, Five five) {
            loop.execute(() -> five.called());
        }

        abstract void called();

        private static class A extends Five {
            @Override
            void called() {
                LockSupport.park();
            }
        }

        private static class B extends A {
            @Override
            void called() {}
        }

        private static class C extends A {
            @Override
            void called() {}
        }

        private static class D extends A {
            @Override
            void called() {}
        }

        private static class E extends A {
            @Override
            void called() {}
        }
    }

    /** Of six, none. */
    @Limit(value = "call with 6 possible targets", isFound = false)
    public abstract static class Six {
        public static void run(EventLoop loop, Six six) {
            loop.execute(() -> six.called());
        }

        abstract void called();

        private static class A extends Six {
            @Override
            void called() {
                LockSupport.park();
            }
        }

        private static class B extends A {
            @Override
            void called() {}
        }

        private static class C extends A {
            @Override
            void called() {}
        }

        private static class D extends A {
            @Override
            void called() {}
        }

        private static class E extends A {
            @Override
            void called() {}
        }

        private static class F extends A {
            @Override
            void called() {}
        }
    }

    /** Methods that call each other. */
    @Limit(value = "recursion", isFound = true)
    public static class Recursive {
        public void run(EventLoop loop) {
            loop.execute(() -> down(3));
        }

        private void down(int depth) {
            if (depth > 0) {
                up(depth - 1);
            }
        }

        private void up(int depth) {
            down(depth);
            LockSupport.park();
        }
    }

    /** A monitor: how long it is held nobody can say. */
    @Limit(value = "`synchronized`", isFound = false)
    public static class Monitor {
        public void run(EventLoop loop, Object lock) {
            loop.submit(() -> {
                synchronized (lock) {
                    return lock.hashCode();
                }
            });
        }
    }

    /** A loop that computes. */
    @Limit(value = "a loop that computes for long", isFound = false)
    public static class Computing {
        public void run(EventLoop loop) {
            loop.submit(() -> {
                long sum = 0;
                for (long i = 0; i < 1L << 40; i++) {
                    sum += i;
                }
                return sum;
            });
        }
    }
}
