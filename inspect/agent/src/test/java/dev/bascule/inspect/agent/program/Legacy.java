package dev.bascule.inspect.agent.program;

/** Has a method of its own that a user's catalogue calls blocking, and one below it that overrides it. */
public final class Legacy {
    private Legacy() {}

    /** What is named. */
    static class Store {
        private static volatile long sink;

        /** The parameter is in use, so that a wide value is on the stack at its end. */
        long load(long size) {
            sink += size;
            return sink;
        }

        long count() {
            return sink;
        }
    }

    /** What overrides it. */
    static final class FastStore extends Store {
        @Override
        long load(long size) {
            return size;
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        Thread loop = new Thread(Legacy::all, "reactor-http-1");
        loop.start();
        loop.join();
    }

    private static void all() {
        load();
        loadFast();
        count();
    }

    private static void load() {
        new Store().load(1);
    }

    private static void loadFast() {
        new FastStore().load(1);
    }

    private static void count() {
        new Store().count();
    }
}
