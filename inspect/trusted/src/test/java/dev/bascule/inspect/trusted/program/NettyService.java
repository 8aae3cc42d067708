package dev.bascule.inspect.trusted.program;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A service of Netty, over HTTP/2 and TLS, with a client of Netty in the same JVM. */
public final class NettyService {
    private final Handling handling;
    private final X509Bundle certificate;
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

    private NettyService(Handling handling) throws Exception {
        this.handling = handling;
        this.certificate = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    /** How many requests, and how the handler blocks. */
    public static void main(String[] arguments) throws Exception {
        new NettyService(new Handling(arguments[1])).run(Integer.parseInt(arguments[0]));
    }

    private void run(int requests) throws Exception {
        SslContext tls = NettyClient.onlyHttp2(SslContextBuilder.forServer(
                        certificate.getKeyPair().getPrivate(), certificate.getCertificate()))
                .build();
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(serving(tls))
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        NettyClient client = new NettyClient(loops, certificate.getCertificate(), port);
        Load.run(requests, client::ask);
        client.close();
        server.close().sync();
        loops.shutdownGracefully().sync();
    }

    private ChannelInitializer<Channel> serving(SslContext tls) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                tls.newHandler(channel.alloc()),
                                Http2FrameCodecBuilder.forServer().build(),
                                new Http2MultiplexHandler(new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel stream) {
                                        stream.pipeline().addLast(new Handler());
                                    }
                                }));
            }
        };
    }

    private final class Handler extends SimpleChannelInboundHandler<Http2StreamFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            if (frame instanceof Http2HeadersFrame headers) {
                String answer = handling.answer(headers.headers()
                        .path()
                        .subSequence(1, headers.headers().path().length())
                        .toString());
                context.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
                context.writeAndFlush(
                        new DefaultHttp2DataFrame(Unpooled.copiedBuffer(answer, StandardCharsets.UTF_8), true));
            }
        }
    }
}
