package dev.bascule.inspect.scanner.vertx4;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.util.concurrent.locks.LockSupport;

/** Blocks where Vert.x 4 may. */
public class Vertx4Spares {
    public void onAWorker(Vertx vertx) {
        vertx.<String>executeBlocking(
                promise -> {
                    LockSupport.park();
                    promise.complete("");
                },
                result -> System.out.println(result.succeeded()));
    }

    public void withoutOrder(Vertx vertx) {
        vertx.<String>executeBlocking(promise -> LockSupport.park(), false, result -> System.out.println(result));
    }

    /** Deployed as a worker. */
    public static class Worker extends AbstractVerticle {
        @Override
        public void start() {
            LockSupport.park();
        }
    }

    public void deploys(Vertx vertx) {
        vertx.deployVerticle(new Worker(), new DeploymentOptions().setWorker(true));
    }
}
