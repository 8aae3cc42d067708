package dev.bascule.inspect.scanner.spare;

import com.google.common.util.concurrent.RateLimiter;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Leaves the loops of Netty, Vert.x and ours alone. */
public class LoopSpares {
    private static String park() {
        LockSupport.parkNanos(1);
        return "";
    }

    /** Hands the work over. */
    public static class HandsOver extends ChannelInboundHandlerAdapter {
        private final ExecutorService workers = Executors.newFixedThreadPool(2);

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            workers.execute(LoopSpares::park);
        }
    }

    public void waitsElsewhere(Channel channel, EventExecutor executor) throws InterruptedException {
        if (executor.inEventLoop()) {
            channel.close();
        } else {
            channel.close().sync();
        }
    }

    /** Asks before it waits. */
    public static class Asks extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (context.executor().inEventLoop()) {
                context.fireChannelRead(message);
            } else {
                park();
            }
        }
    }

    public Future<String> executeBlocking(Vertx vertx) {
        return vertx.executeBlocking(LoopSpares::park);
    }

    public void executeBlockingOnTimer(Vertx vertx) {
        vertx.setTimer(1, id -> vertx.executeBlocking(() -> park()).onSuccess(value -> System.out.println(value)));
    }

    public CompletableFuture<String> offload(EventLoop loop, Offload offload) {
        return loop.call(() -> offload.call(LoopSpares::park));
    }

    public void triesForItsTurn(Vertx vertx, RateLimiter limiter) {
        vertx.setTimer(1, id -> System.out.println(limiter.tryAcquire() || limiter.tryAcquire(2)));
    }

    /** A task that is given up by a default method. */
    public interface Task {
        void run();

        default void giveUp() {
            System.out.println("given up");
        }
    }

    public void givesUp(Vertx vertx) {
        vertx.setTimer(1, id -> {
            Task task = LoopSpares::park;
            task.giveUp();
        });
    }
}
