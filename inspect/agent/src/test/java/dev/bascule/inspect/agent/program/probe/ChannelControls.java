package dev.bascule.inspect.agent.program.probe;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.UUID;

/** Channels that do not block, a loop's selector, names and files that nobody is asked about. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue"})
public final class ChannelControls implements AutoCloseable {
    private final ServerSocketChannel server =
            ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final SocketChannel client = SocketChannel.open(server.getLocalAddress());
    private final SocketChannel accepted = server.accept();
    private final SocketChannel fresh = SocketChannel.open();
    private final DatagramChannel datagrams =
            DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Pipe pipe = Pipe.open();
    private final Selector selector = Selector.open();

    public ChannelControls() throws IOException {
        server.configureBlocking(false);
        client.configureBlocking(false);
        accepted.configureBlocking(false);
        fresh.configureBlocking(false);
        datagrams.configureBlocking(false);
        datagrams.connect(datagrams.getLocalAddress());
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
        client.close();
        accepted.close();
        fresh.close();
        datagrams.close();
        pipe.source().close();
        pipe.sink().close();
    }

    private static ByteBuffer one() {
        return ByteBuffer.allocate(1);
    }

    @Control
    void acceptNobody() throws IOException {
        server.accept();
    }

    @Control
    void connectLater() throws IOException {
        fresh.connect(server.getLocalAddress());
        while (!fresh.finishConnect()) {
            Thread.onSpinWait();
        }
    }

    @Control
    void readNothing() throws IOException {
        accepted.read(one());
        accepted.read(new ByteBuffer[] {one(), one()});
    }

    @Control
    void writeAtOnce() throws IOException {
        client.write(one());
        client.write(new ByteBuffer[] {one(), one()});
    }

    @Control
    void receiveNoDatagram() throws IOException {
        datagrams.receive(one());
        datagrams.read(one());
    }

    @Control
    void sendDatagram() throws IOException {
        datagrams.write(one());
        datagrams.send(one(), datagrams.getLocalAddress());
    }

    @Control
    void readEmptyPipe() throws IOException {
        pipe.source().read(one());
    }

    @Control
    void writePipe() throws IOException {
        pipe.sink().write(one());
    }

    @Control
    void selectNow() throws IOException {
        selector.selectNow();
    }

    @Control
    void selectIdle() throws IOException {
        selector.select(2);
    }

    @Control
    void nameThatIsAnAddress() throws IOException {
        InetAddress.getByName("127.0.0.1");
        InetSocketAddress.createUnresolved("localhost", 1);
        URI.create("http://localhost/").hashCode();
    }

    @Control
    void partsOfPaths() {
        new File("a/b").getName();
        Path.of("a", "b").resolve("c").normalize();
    }

    @Control
    void streamsInMemory() throws IOException {
        new ByteArrayInputStream(new byte[1]).read();
        new ByteArrayOutputStream().write(1);
    }

    @Control
    void uuidOfName() {
        UUID.nameUUIDFromBytes(new byte[1]);
    }
}
