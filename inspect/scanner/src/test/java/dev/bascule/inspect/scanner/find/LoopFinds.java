package dev.bascule.inspect.scanner.find;

import com.google.common.util.concurrent.RateLimiter;
import dev.bascule.Bridge;
import dev.bascule.inspect.scanner.Expect;
import dev.bascule.loop.EventLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Blocks the event loops of Netty and Vert.x, and ours. */
public class LoopFinds {
    /** A handler, on the event loop of its channel. */
    public static class Reader extends ChannelInboundHandlerAdapter {
        @Override
        @Expect("BSC105")
        public void channelRead(ChannelHandlerContext context, Object message) {
            LockSupport.parkNanos(1);
        }
    }

    /** Waits for a write that only this very loop can complete. */
    public static class Waiter extends SimpleChannelInboundHandler<String> {
        @Override
        @Expect("BSC104")
        protected void channelRead0(ChannelHandlerContext context, String message) throws Exception {
            context.writeAndFlush(message).sync();
        }
    }

    public void listener(Channel channel) {
        channel.close().addListener(future -> inListener());
    }

    @Expect("BSC105")
    private static void inListener() {
        LockSupport.park();
    }

    public void task(EventLoopGroup group) {
        group.next().execute(LoopFinds::inTask);
    }

    @Expect("BSC105")
    private static void inTask() {
        LockSupport.park();
    }

    /** Its start runs on the event loop. */
    public static class Starting extends AbstractVerticle {
        @Override
        @Expect("BSC102")
        public void start() throws IOException {
            new FileInputStream("config").close();
        }
    }

    public void timer(Vertx vertx) {
        vertx.setTimer(1, id -> onTimer());
    }

    @Expect("BSC105")
    private static void onTimer() {
        LockSupport.park();
    }

    public Future<String> afterTimer(Vertx vertx) {
        return vertx.timer(1).map(nothing -> mapped());
    }

    @Expect("BSC105")
    private static String mapped() {
        LockSupport.park();
        return "";
    }

    public void ours(EventLoop loop, CompletableFuture<String> stage) {
        loop.submit(() -> awaits(stage));
    }

    @Expect("BSC104")
    private static String awaits(CompletableFuture<String> stage) throws InterruptedException {
        return Bridge.await(stage);
    }

    @Expect("BSC105")
    public void waitsForItsTurn(Vertx vertx, RateLimiter limiter) {
        vertx.setTimer(1, id -> System.out.println(limiter.tryAcquire(1, TimeUnit.SECONDS)));
    }

    /** A task that a default method runs, too. */
    public interface Task {
        void run();

        default void runAgain() {
            runTwice();
        }

        default void runTwice() {
            run();
            run();
        }
    }

    public void runsByADefaultMethod(Vertx vertx) {
        vertx.setTimer(1, id -> {
            Task task = () -> onDefault();
            task.runAgain();
        });
    }

    @Expect("BSC105")
    private static void onDefault() {
        LockSupport.park();
    }
}
