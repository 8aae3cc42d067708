package dev.bascule.inspect.model.catalog.threads;

import dev.bascule.inspect.model.catalog.RunsOn;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

@SuppressWarnings("deprecation") // Vert.x 4 says so of what Vert.x 5 has not
class Vertx4ThreadsTest extends ThreadsTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Override
    List<String> files() {
        return List.of("vertx4.yaml");
    }

    @Override
    void probe() {
        bodies();
        results();
        executor("io.vertx.core.DeploymentOptions.setWorker", seen -> deployWorker(seen));
        callback(
                "io.vertx.core.Vertx.deployVerticle(Verticle, DeploymentOptions)",
                RunsOn.BLOCKING,
                seen -> deployWorker(seen));
        callback(
                "io.vertx.core.net.NetClient.connect",
                seen -> VERTX.createNetClient().connect(1, "127.0.0.1", it -> seen.note()));
        callback(
                "io.vertx.core.file.FileSystem.exists",
                seen -> VERTX.fileSystem().exists("no", it -> seen.note()));
        callback(
                "io.vertx.core.shareddata.SharedData.getCounter",
                seen -> VERTX.sharedData().getCounter("count", it -> seen.note()));
    }

    private static void deployWorker(Seen seen) {
        VERTX.deployVerticle(
                new AbstractVerticle() {
                    @Override
                    public void start() {
                        seen.note();
                    }
                },
                new DeploymentOptions().setWorker(true));
    }

    private static Handler<Promise<Integer>> noting(Seen seen) {
        return promise -> promise.complete(seen.here(1));
    }

    private void bodies() {
        callback("io.vertx.core.Vertx.executeBlocking(Handler)", 0, seen -> VERTX.executeBlocking(noting(seen)));
        callback(
                "io.vertx.core.Context.executeBlocking(Handler, Handler)",
                0,
                seen -> VERTX.getOrCreateContext().executeBlocking(noting(seen), it -> {}));
        callback("io.vertx.core.WorkerExecutor.executeBlocking(Handler, boolean, Handler)", 0, seen -> {
            WorkerExecutor workers = VERTX.createSharedWorkerExecutor("workers");
            workers.executeBlocking(noting(seen), false, it -> {});
        });
    }

    private void results() {
        callback(
                "io.vertx.core.Vertx.executeBlocking(Handler, Handler)",
                1,
                seen -> VERTX.executeBlocking(Promise::complete, it -> seen.note()));
        callback(
                "io.vertx.core.Vertx.executeBlocking(Handler, boolean, Handler)",
                2,
                seen -> VERTX.executeBlocking(Promise::complete, false, it -> seen.note()));
    }
}
