package dev.bascule.inspect.model.catalog.threads;

import dev.bascule.inspect.model.catalog.RunsOn;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;

class VertxThreadsTest extends ThreadsTest {
    private static final Vertx VERTX = Vertx.vertx();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Override
    List<String> files() {
        return List.of("vertx.yaml");
    }

    @Override
    void probe() {
        futures();
        handlers();
        values();
        callback("io.vertx.core.Vertx.executeBlocking", seen -> VERTX.executeBlocking(() -> seen.here(1)));
        callback(
                "io.vertx.core.Context.executeBlocking",
                seen -> VERTX.getOrCreateContext().executeBlocking(() -> seen.here(1)));
        callback(
                "io.vertx.core.WorkerExecutor.executeBlocking",
                seen -> VERTX.createSharedWorkerExecutor("w").executeBlocking(() -> seen.here(1)));
        executor(
                "io.vertx.core.internal.ContextInternal.nettyEventLoop",
                seen -> ((ContextInternal) VERTX.getOrCreateContext())
                        .nettyEventLoop()
                        .execute(seen::note));
        executor("io.vertx.core.DeploymentOptions.<init>", seen -> deploy(seen, new DeploymentOptions()));
        executor("io.vertx.core.ThreadingModel.WORKER", seen -> deploy(seen, worker()));
        callback(
                "io.vertx.core.Vertx.deployVerticle(Deployable, DeploymentOptions)",
                RunsOn.BLOCKING,
                seen -> deploy(seen, worker()));
        called(
                "io.vertx.core.AbstractVerticle",
                "start",
                seen -> VERTX.deployVerticle(new AbstractVerticle() {
                    @Override
                    public void start() {
                        seen.note();
                    }
                }));
    }

    private static DeploymentOptions worker() {
        return new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    }

    private static void deploy(Seen seen, DeploymentOptions options) {
        VERTX.deployVerticle(
                new AbstractVerticle() {
                    @Override
                    public void start() {
                        seen.note();
                    }
                },
                options);
    }

    /** Completed by a thread called upstream, once the probe has added its function. */
    private static void later(java.util.function.Consumer<Future<Integer>> chain) {
        Promise<Integer> promise = Promise.promise();
        chain.accept(promise.future());
        Seen.on(RunsOn.UPSTREAM, () -> promise.complete(1));
    }

    private void futures() {
        callback("io.vertx.core.Future.map", seen -> later(future -> future.map(seen::here)));
        callback("io.vertx.core.Future.compose", seen -> later(future -> future.compose(it -> seen.here(future))));
        callback("io.vertx.core.Future.onSuccess", seen -> later(future -> future.onSuccess(seen::here)));
        callback("io.vertx.core.Future.onComplete", seen -> later(future -> future.onComplete(seen::here)));
        callback("io.vertx.core.Future.future", seen -> Future.future(promise -> seen.note()));
    }

    private void handlers() {
        callback("io.vertx.core.Vertx.setTimer", seen -> VERTX.setTimer(1, seen::here));
        callback("io.vertx.core.Vertx.runOnContext", seen -> VERTX.runOnContext(seen::here));
        callback("io.vertx.core.eventbus.EventBus.consumer", seen -> {
            VERTX.eventBus().consumer("threads", seen::here);
            VERTX.eventBus().send("threads", "hello");
        });
        callback(
                "io.vertx.core.net.NetServer.connectHandler",
                seen -> VERTX.createNetServer()
                        .connectHandler(seen::here)
                        .listen(0, "127.0.0.1")
                        .onSuccess(server -> VERTX.createNetClient().connect(server.actualPort(), "127.0.0.1")));
    }

    private void values() {
        value("io.vertx.core.Vertx.executeBlocking", seen -> {
            CountDownLatch asked = new CountDownLatch(1);
            VERTX.executeBlocking(() -> {
                        asked.await();
                        return 1;
                    })
                    .map(seen::here);
            asked.countDown();
        });
        value(
                "io.vertx.core.file.FileSystem.exists",
                seen -> VERTX.fileSystem().exists("no").map(seen::here));
        value(
                "io.vertx.core.shareddata.SharedData.getCounter",
                seen -> VERTX.sharedData()
                        .getCounter("c")
                        .compose(it -> it.get())
                        .map(seen::here));
        value(
                "io.vertx.core.net.NetClient.connect",
                seen -> VERTX.createNetClient().connect(1, "127.0.0.1").onComplete(it -> seen.note()));
    }
}
