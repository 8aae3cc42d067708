package dev.bascule.inspect.agent.program.probe;

import static dev.bascule.inspect.agent.program.probe.Others.start;
import static dev.bascule.inspect.agent.program.probe.Others.whenWaiting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Channels in blocking mode. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue"})
public final class Channels implements AutoCloseable {
    private final ServerSocketChannel server =
            ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final SocketAddress address = server.getLocalAddress();
    private final SocketChannel client = SocketChannel.open(address);
    private final SocketChannel accepted = server.accept();
    private final SocketChannel fresh = SocketChannel.open();
    private final DatagramChannel datagrams =
            DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Pipe pipe = Pipe.open();
    private final AsynchronousSocketChannel asynchronous = AsynchronousSocketChannel.open();

    public Channels() throws IOException {
        datagrams.connect(datagrams.getLocalAddress());
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable each : new AutoCloseable[] {
            server, client, accepted, fresh, datagrams, pipe.source(), pipe.sink(), asynchronous
        }) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private static ByteBuffer one() {
        return ByteBuffer.allocate(1);
    }

    @Probe("jdk.channel")
    void connect() throws IOException {
        fresh.connect(address);
    }

    @Probe("jdk.channel")
    void openConnected() throws IOException {
        SocketChannel.open(address).close();
    }

    @Probe("jdk.channel")
    void accept() throws IOException {
        start(() -> fresh.connect(address));
        server.accept().close();
    }

    @Probe("jdk.channel")
    void read() throws IOException {
        start(() -> client.write(one()));
        accepted.read(one());
    }

    @Probe("jdk.channel")
    void readScattered() throws IOException {
        start(() -> client.write(one()));
        accepted.read(new ByteBuffer[] {one(), one()});
    }

    @Probe("jdk.channel")
    void write() throws IOException {
        client.write(one());
    }

    @Probe("jdk.channel")
    void writeGathered() throws IOException {
        client.write(new ByteBuffer[] {one(), one()});
    }

    @Probe("jdk.socket")
    void readOfAdaptedSocket() throws IOException {
        start(() -> client.write(one()));
        accepted.socket().getInputStream().read();
    }

    @Probe("jdk.channel|jdk.socket")
    void readOfStream() throws IOException {
        start(() -> client.write(one()));
        java.nio.channels.Channels.newInputStream(accepted).read();
    }

    @Probe("jdk.channel")
    void receiveDatagram() throws IOException {
        start(() -> datagrams.write(one()));
        datagrams.receive(one());
    }

    @Probe("jdk.channel")
    void readDatagram() throws IOException {
        start(() -> datagrams.write(one()));
        datagrams.read(one());
    }

    @Probe("jdk.channel")
    void writeDatagram() throws IOException {
        datagrams.write(one());
    }

    @Probe("jdk.channel")
    void sendDatagram() throws IOException {
        datagrams.send(one(), datagrams.getLocalAddress());
    }

    @Probe("jdk.channel")
    void readPipe() throws IOException {
        start(() -> pipe.sink().write(one()));
        pipe.source().read(one());
    }

    @Probe("jdk.channel")
    void writePipe() throws IOException {
        pipe.sink().write(one());
    }

    @Probe("jdk.future.get")
    void readAsynchronous() throws Exception {
        asynchronous.connect(address).get();
        SocketChannel other = server.accept();
        whenWaiting(() -> other.write(one()));
        asynchronous.read(one()).get();
    }
}
