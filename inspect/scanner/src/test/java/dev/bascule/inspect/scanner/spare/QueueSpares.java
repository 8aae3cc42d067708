package dev.bascule.inspect.scanner.spare;

import io.vertx.core.Vertx;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Gives functions to objects of a class that hands them over; another one would run them at once. */
public class QueueSpares {
    /** What is added is taken by a class below. */
    public abstract static class Queue {
        public void add(Runnable task) {
            take(task);
        }

        protected abstract void take(Runnable task);
    }

    /** Runs it at once. */
    public static class Direct extends Queue {
        @Override
        protected void take(Runnable task) {
            task.run();
        }
    }

    /** Hands it over. */
    public static class Later extends Queue {
        private final ExecutorService workers = Executors.newFixedThreadPool(2);

        @Override
        protected void take(Runnable task) {
            workers.execute(task);
        }
    }

    private final Queue later = new Later();
    private final Queue direct = new Direct();

    public void handsOver(Vertx vertx) {
        vertx.setTimer(1, id -> later.add(LockSupport::park));
    }

    public void handsOverToANewOne(Vertx vertx) {
        vertx.setTimer(1, id -> new Later().add(LockSupport::park));
    }

    public void prints() {
        direct.add(() -> System.out.println("at once"));
    }
}
