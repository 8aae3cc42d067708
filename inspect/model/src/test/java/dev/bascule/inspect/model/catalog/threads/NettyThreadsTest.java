package dev.bascule.inspect.model.catalog.threads;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;

class NettyThreadsTest extends ThreadsTest {
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(
            2, new DefaultThreadFactory(EventLoopGroup.class.getSimpleName(), true), LocalIoHandler.newFactory());
    private static final DefaultEventExecutorGroup WORKERS =
            new DefaultEventExecutorGroup(1, new DefaultThreadFactory("workers", true));
    private static final HashedWheelTimer TIMER = new HashedWheelTimer(new DefaultThreadFactory("netty-timer", true));

    @AfterAll
    static void close() {
        LOOPS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        WORKERS.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        TIMER.stop();
    }

    @Override
    List<String> files() {
        return List.of("netty.yaml");
    }

    @Override
    void probe() {
        callback(
                "io.netty.util.concurrent.Future.addListener",
                seen -> LOOPS.next().submit(() -> {}).addListener(it -> seen.note()));
        callback("io.netty.util.concurrent.EventExecutorGroup.execute", seen -> LOOPS.execute(seen::note));
        callback(
                "io.netty.util.concurrent.EventExecutorGroup.schedule",
                seen -> LOOPS.next().schedule(seen::note, 1, TimeUnit.MILLISECONDS));
        callback("io.netty.util.concurrent.DefaultEventExecutorGroup.submit", seen -> WORKERS.submit(seen::note));
        callback(
                "io.netty.util.Timer.newTimeout",
                seen -> TIMER.newTimeout(it -> seen.note(), 1, TimeUnit.MILLISECONDS));
        callback(
                "io.netty.buffer.ByteBuf.forEachByte",
                seen -> Unpooled.wrappedBuffer(new byte[1]).forEachByte(it -> seen.here(true)));
        executor("io.netty.channel.EventLoopGroup.next", seen -> LOOPS.next().execute(seen::note));
        executor("io.netty.channel.DefaultEventLoop.<init>", seen -> {
            DefaultEventLoop loop =
                    new DefaultEventLoop(new DefaultThreadFactory(EventLoopGroup.class.getSimpleName(), true));
            loop.execute(seen::note);
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        });
        executor(
                "io.netty.util.concurrent.DefaultEventExecutorGroup.next",
                seen -> WORKERS.next().execute(seen::note));
        executor(
                "io.netty.util.concurrent.ImmediateEventExecutor.INSTANCE",
                seen -> ImmediateEventExecutor.INSTANCE.execute(seen::note));
        value("io.netty.util.concurrent.Future.sync", seen -> {
            if (LOOPS.next().submit(() -> 1).sync().isDone()) {
                seen.note();
            }
        });
        contracts();
    }

    private void contracts() {
        called(
                "io.netty.channel.ChannelInboundHandlerAdapter",
                "channelActive",
                seen -> serve(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        seen.note();
                    }
                }));
        called(
                "io.netty.channel.SimpleChannelInboundHandler",
                "channelRead0",
                seen -> serve(new SimpleChannelInboundHandler<>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, Object message) {
                        seen.note();
                    }
                }));
        called(
                "io.netty.handler.codec.MessageToMessageDecoder",
                "decode",
                seen -> serve(new MessageToMessageDecoder<>() {
                    @Override
                    protected void decode(ChannelHandlerContext context, Object message, List<Object> out) {
                        seen.note();
                    }
                }));
        called("io.netty.util.concurrent.FutureListener", "operationComplete", seen -> {
            FutureListener<Object> listener = future -> seen.note();
            LOOPS.next().submit(() -> {}, new Object()).addListener(listener);
        });
        called(
                "io.netty.util.TimerTask",
                "run",
                seen -> TIMER.newTimeout(timeout -> seen.note(), 1, TimeUnit.MILLISECONDS));
    }

    /** Connects to a server with this handler, and sends it something. */
    private static void serve(ChannelHandler handler) throws InterruptedException {
        LocalAddress address = new LocalAddress("threads-" + ADDRESSES.incrementAndGet());
        new ServerBootstrap()
                .group(LOOPS)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(handler);
                    }
                })
                .bind(address)
                .sync();
        new Bootstrap()
                .group(LOOPS)
                .channel(LocalChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address)
                .sync()
                .channel()
                .writeAndFlush("hello")
                .sync();
    }
}
