package dev.bascule.inspect.agent.program.probe;

import static dev.bascule.inspect.agent.program.probe.Others.start;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;

/** Sockets. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue"})
public final class Sockets implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ServerSocket server = new ServerSocket(0, 50, LOOPBACK);
    private final Socket client = new Socket(LOOPBACK, server.getLocalPort());
    private final Socket accepted = server.accept();
    private final Socket fresh = new Socket();
    private final DatagramSocket datagrams = new DatagramSocket(0, LOOPBACK);
    private final SocketChannel adapted = SocketChannel.open();

    public Sockets() throws IOException {
        // what the fields have is enough
    }

    @Override
    public void close() throws IOException {
        server.close();
        client.close();
        accepted.close();
        fresh.close();
        datagrams.close();
        adapted.close();
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(LOOPBACK, server.getLocalPort());
    }

    @Probe("jdk.socket")
    void connect() throws IOException {
        fresh.connect(address());
    }

    @Probe("jdk.socket")
    void connectTimed() throws IOException {
        fresh.connect(address(), 1_000);
    }

    @Probe("jdk.socket")
    void connectInConstructor() throws IOException {
        new Socket(LOOPBACK, server.getLocalPort()).close();
    }

    @Probe("jdk.socket")
    void connectAdapted() throws IOException {
        adapted.socket().connect(address(), 1_000);
    }

    @Probe("jdk.socket")
    void accept() throws IOException {
        start(() -> fresh.connect(address()));
        server.accept().close();
    }

    @Probe("jdk.socket")
    void acceptTimed() throws IOException {
        server.setSoTimeout(2);
        try {
            server.accept();
        } catch (SocketTimeoutException expected) {
            return;
        }
    }

    @Probe("jdk.socket")
    void read() throws IOException {
        start(() -> client.getOutputStream().write(1));
        accepted.getInputStream().read();
    }

    @Probe("jdk.socket")
    void readArray() throws IOException {
        start(() -> client.getOutputStream().write(1));
        accepted.getInputStream().read(new byte[2]);
    }

    @Probe("jdk.socket")
    void readTimed() throws IOException {
        accepted.setSoTimeout(2);
        try {
            accepted.getInputStream().read();
        } catch (SocketTimeoutException expected) {
            return;
        }
    }

    @Probe("jdk.socket")
    void write() throws IOException {
        client.getOutputStream().write(1);
    }

    @Probe("jdk.socket")
    void writeArray() throws IOException {
        client.getOutputStream().write(new byte[100_000], 0, 10_000);
    }

    @Probe("jdk.datagram")
    void receiveDatagram() throws IOException {
        start(() -> datagrams.send(toItself()));
        datagrams.receive(new DatagramPacket(new byte[1], 1));
    }

    @Probe("jdk.datagram")
    void receiveDatagramTimed() throws IOException {
        datagrams.setSoTimeout(2);
        try {
            datagrams.receive(new DatagramPacket(new byte[1], 1));
        } catch (SocketTimeoutException expected) {
            return;
        }
    }

    @Probe("jdk.datagram")
    void sendDatagram() throws IOException {
        datagrams.send(toItself());
    }

    private DatagramPacket toItself() {
        return new DatagramPacket(new byte[1], 1, datagrams.getLocalSocketAddress());
    }
}
