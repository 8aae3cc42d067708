package dev.bascule.inspect.agent.program;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Reads from a channel in blocking mode, and from one in the other. */
public final class Channels {
    private Channels() {}

    public static void main(String[] arguments) throws InterruptedException {
        Thread loop = new Thread(Channels::both, "nioEventLoopGroup-1-1");
        loop.start();
        loop.join();
    }

    private static void both() {
        try (ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            server.configureBlocking(false);
            nonBlocking(server);
            blocking(server);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void nonBlocking(ServerSocketChannel server) throws IOException {
        server.accept();
        try (SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            channel.connect(server.getLocalAddress());
            while (!channel.finishConnect()) {
                Thread.onSpinWait();
            }
            channel.write(ByteBuffer.allocate(1));
            channel.read(ByteBuffer.allocate(1));
        }
    }

    private static void blocking(ServerSocketChannel server) throws IOException {
        try (SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
            channel.write(ByteBuffer.allocate(1));
        }
    }
}
