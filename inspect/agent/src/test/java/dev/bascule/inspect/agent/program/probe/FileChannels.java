package dev.bascule.inspect.agent.program.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Channels and maps of files. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue"})
public final class FileChannels implements AutoCloseable {
    private final Temporary files = new Temporary();
    private final FileChannel channel = FileChannel.open(files.file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    private final FileChannel other =
            FileChannel.open(files.fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    private final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
    private final AsynchronousFileChannel asynchronous = AsynchronousFileChannel.open(files.file);

    public FileChannels() throws IOException {
        mapped.put(0, (byte) 1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        other.close();
        asynchronous.close();
        files.close();
    }

    @Probe("jdk.file.nio")
    void open() throws IOException {
        FileChannel.open(files.file).close();
    }

    @Probe("jdk.file.nio")
    void read() throws IOException {
        channel.read(ByteBuffer.allocate(2));
    }

    @Probe("jdk.file.nio")
    void readAt() throws IOException {
        channel.read(ByteBuffer.allocate(2), 1);
    }

    @Probe("jdk.file.nio")
    void readScattered() throws IOException {
        channel.read(new ByteBuffer[] {ByteBuffer.allocate(2), ByteBuffer.allocate(2)});
    }

    @Probe("jdk.file.nio")
    void write() throws IOException {
        channel.write(ByteBuffer.allocate(2));
    }

    @Probe("jdk.file.nio")
    void writeAt() throws IOException {
        channel.write(ByteBuffer.allocate(2), 1);
    }

    @Probe("jdk.file.nio")
    void force() throws IOException {
        channel.force(true);
    }

    @Probe("jdk.file.nio")
    void transferTo() throws IOException {
        channel.transferTo(0, 10, other);
    }

    @Probe("jdk.file.nio")
    void transferFrom() throws IOException {
        other.transferFrom(channel, 0, 10);
    }

    @Probe("jdk.file.nio")
    void truncate() throws IOException {
        other.truncate(0);
    }

    @Probe("jdk.file.nio")
    void map() throws IOException {
        channel.map(FileChannel.MapMode.READ_ONLY, 0, 10);
    }

    @Probe("jdk.file.nio")
    void lock() throws IOException {
        channel.lock().close();
    }

    @Probe("jdk.file.stat")
    void size() throws IOException {
        channel.size();
    }

    @Probe("jdk.file.nio")
    void forceMapped() {
        mapped.force();
    }

    @Probe("jdk.file.nio")
    void loadMapped() {
        mapped.load();
    }

    @Probe("jdk.future.get")
    void readAsynchronous() throws Exception {
        for (int i = 0; i < 200; i++) { // one of them will not be done yet
            asynchronous.read(ByteBuffer.allocate(2), 0).get();
        }
    }
}
