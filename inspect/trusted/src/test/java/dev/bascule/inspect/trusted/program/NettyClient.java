package dev.bascule.inspect.trusted.program;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;

/** Asks over some connections of HTTP/2 and TLS, with a stream for each request. */
final class NettyClient {
    private static final int CONNECTIONS = 4;

    private final Channel[] connections = new Channel[CONNECTIONS];

    NettyClient(EventLoopGroup loops, X509Certificate trusted, int port) throws Exception {
        SslContext tls =
                onlyHttp2(SslContextBuilder.forClient().trustManager(trusted)).build();
        Bootstrap bootstrap =
                new Bootstrap().group(loops).channel(NioSocketChannel.class).handler(connecting(tls, port));
        for (int i = 0; i < connections.length; i++) {
            connections[i] = bootstrap.connect("localhost", port).sync().channel();
        }
    }

    static SslContextBuilder onlyHttp2(SslContextBuilder builder) {
        return builder.sslProvider(SslProvider.JDK)
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2));
    }

    private static ChannelInitializer<Channel> connecting(SslContext tls, int port) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                tls.newHandler(channel.alloc(), "localhost", port),
                                Http2FrameCodecBuilder.forClient().build(),
                                new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
            }
        };
    }

    CompletableFuture<String> ask(int number) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        new Http2StreamChannelBootstrap(connections[number % CONNECTIONS])
                .handler(new Answer(answer))
                .open()
                .addListener((io.netty.util.concurrent.Future<Http2StreamChannel> opened) -> {
                    if (opened.isSuccess()) {
                        send(opened.getNow(), number);
                    } else {
                        answer.completeExceptionally(opened.cause());
                    }
                });
        return answer;
    }

    private static void send(Http2StreamChannel stream, int number) {
        Http2Headers headers = new DefaultHttp2Headers()
                .method("GET")
                .scheme("https")
                .authority("localhost")
                .path("/" + number);
        stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
    }

    void close() throws InterruptedException {
        for (Channel connection : connections) {
            connection.close().sync();
        }
    }

    private static final class Answer extends SimpleChannelInboundHandler<Http2StreamFrame> {
        private final CompletableFuture<String> answer;
        private final StringBuilder text = new StringBuilder();

        Answer(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            if (frame instanceof Http2DataFrame data) {
                text.append(data.content().toString(StandardCharsets.UTF_8));
                if (data.isEndStream()) {
                    answer.complete(text.toString());
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.completeExceptionally(cause);
        }
    }
}
