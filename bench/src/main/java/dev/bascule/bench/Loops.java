package dev.bascule.bench;

import dev.bascule.loop.EventLoop;
import io.netty.channel.DefaultEventLoop;
import io.vertx.core.Context;
import io.vertx.core.VertxOptions;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Two event loops of each kind; each fork makes only those that it measures. */
public class Loops {
    private Loops() {}

    /** Ours. */
    @State(Scope.Benchmark)
    public static class Bascule {
        final EventLoop one = EventLoop.open("one");
        final EventLoop two = EventLoop.open("two");

        @TearDown
        public void close() {
            one.close();
            two.close();
        }
    }

    /** Netty's loop without a selector, its quickest. */
    @State(Scope.Benchmark)
    public static class Netty {
        final DefaultEventLoop one = new DefaultEventLoop();
        final DefaultEventLoop two = new DefaultEventLoop();

        @TearDown
        public void close() {
            one.shutdownGracefully();
            two.shutdownGracefully();
        }
    }

    /** Vert.x contexts on two event loops. */
    @State(Scope.Benchmark)
    public static class Vertx {
        final io.vertx.core.Vertx one = io.vertx.core.Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        final io.vertx.core.Vertx two = io.vertx.core.Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        final Context first = one.getOrCreateContext();
        final Context second = two.getOrCreateContext();

        @TearDown
        public void close() {
            one.close();
            two.close();
        }
    }

    /** The JDK's scheduler with one thread. */
    @State(Scope.Benchmark)
    public static class Jdk {
        final ScheduledThreadPoolExecutor one = scheduler();
        final ScheduledThreadPoolExecutor two = scheduler();

        private static ScheduledThreadPoolExecutor scheduler() {
            ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
            scheduler.setRemoveOnCancelPolicy(true);
            return scheduler;
        }

        @TearDown
        public void close() {
            one.shutdownNow();
            two.shutdownNow();
        }
    }
}
