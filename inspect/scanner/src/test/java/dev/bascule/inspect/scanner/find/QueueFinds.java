package dev.bascule.inspect.scanner.find;

import dev.bascule.inspect.scanner.Expect;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Gives functions to objects whose class is not known, and one of which runs them at once. */
public class QueueFinds {
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

    private Queue ofSetter = new Later();

    public void use(Queue queue) {
        ofSetter = queue;
    }

    public void ofSetter(Vertx vertx) {
        vertx.setTimer(1, id -> ofSetter.add(() -> inSetter()));
    }

    @Expect("BSC105")
    private static void inSetter() {
        LockSupport.park();
    }

    private Queue ofArray = new Later();

    public void useFirst(Queue[] queues) {
        ofArray = queues[0];
    }

    public void ofArray(Vertx vertx) {
        vertx.setTimer(1, id -> ofArray.add(() -> inArray()));
    }

    @Expect("BSC105")
    private static void inArray() {
        LockSupport.park();
    }

    /** Its field is of several classes, since one below puts another one there. */
    public static class Holder {
        protected Queue queue = new Later();

        public void onTimer(Vertx vertx) {
            vertx.setTimer(1, id -> queue.add(() -> inHolder()));
        }

        @Expect("BSC105")
        private static void inHolder() {
            LockSupport.park();
        }
    }

    /** Puts another one there. */
    public static class DirectHolder extends Holder {
        public DirectHolder() {
            queue = new Direct();
        }
    }

    private final Queue direct = new Direct();

    public void knownToBeDirect(Vertx vertx) {
        vertx.setTimer(1, id -> direct.add(() -> inDirect()));
    }

    @Expect("BSC105")
    private static void inDirect() {
        LockSupport.park();
    }
}
