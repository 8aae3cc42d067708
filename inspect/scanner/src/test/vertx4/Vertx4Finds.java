package dev.bascule.inspect.scanner.vertx4;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.locks.LockSupport;

/** Blocks the event loops of Vert.x 4; each class whose name begins with Finds does. */
public class Vertx4Finds {
    /** In what comes after. */
    public static class FindsResult {
        public void run(Vertx vertx) {
            vertx.<String>executeBlocking(promise -> promise.complete(""), result -> LockSupport.park());
        }
    }

    /** In a handler that is given beside a future. */
    public static class FindsFile {
        public void run(Vertx vertx) {
            vertx.fileSystem().exists("file", result -> LockSupport.park());
        }
    }

    /** Three calls deep in a verticle. */
    public static class FindsVerticle extends AbstractVerticle {
        @Override
        public void start(Promise<Void> promise) {
            one();
        }

        private void one() {
            two();
        }

        private void two() {
            LockSupport.park();
        }
    }
}
