package dev.bascule.inspect.agent.program.probe;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.util.Scanner;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Files through {@code java.io}: their contents. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue", "DefaultCharset"})
public final class Streams implements AutoCloseable {
    private final Temporary files = new Temporary();
    private final FileInputStream in = new FileInputStream(files.file.toFile());
    private final FileOutputStream out =
            new FileOutputStream(files.folder.resolve("out").toFile());
    private final RandomAccessFile random =
            new RandomAccessFile(files.folder.resolve("random").toFile(), "rw");

    public Streams() throws IOException {
        random.write(new byte[100]);
        random.seek(0);
    }

    @Override
    public void close() throws IOException {
        in.close();
        out.close();
        random.close();
        files.close();
    }

    @Probe("jdk.file.stream")
    void openInput() throws IOException {
        new FileInputStream(files.file.toFile()).close();
    }

    @Probe("jdk.file.stream")
    void read() throws IOException {
        in.read();
    }

    @Probe("jdk.file.stream")
    void readArray() throws IOException {
        in.read(new byte[5]);
    }

    @Probe("jdk.file.stream")
    void readAll() throws IOException {
        in.readAllBytes();
    }

    @Probe("jdk.file.stream")
    void readSome() throws IOException {
        in.readNBytes(3);
    }

    @Probe("jdk.file.stream")
    void skip() throws IOException {
        in.skip(1);
    }

    @Probe("jdk.file.stream")
    void transferTo() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    @Probe("jdk.file.stream")
    void openOutput() throws IOException {
        new FileOutputStream(files.fresh.toFile()).close();
    }

    @Probe("jdk.file.stream")
    void appendOutput() throws IOException {
        new FileOutputStream(files.file.toString(), true).close();
    }

    @Probe("jdk.file.stream")
    void write() throws IOException {
        out.write(1);
    }

    @Probe("jdk.file.stream")
    void writeArray() throws IOException {
        out.write(new byte[2]);
    }

    @Probe("jdk.file.stream")
    void sync() throws IOException {
        out.getFD().sync();
    }

    @Probe("jdk.file.stream")
    void openReader() throws IOException {
        new FileReader(files.file.toFile()).close();
    }

    @Probe("jdk.file.stream")
    void openWriter() throws IOException {
        new FileWriter(files.fresh.toFile()).close();
    }

    @Probe("jdk.file.stream")
    void openPrintWriter() throws IOException {
        new PrintWriter(files.fresh.toFile()).close();
    }

    @Probe("jdk.file.stream")
    void openScanner() throws IOException {
        new Scanner(files.file.toFile()).close();
    }

    @Probe("jdk.file.stream")
    void openZip() throws IOException {
        try (ZipOutputStream empty = new ZipOutputStream(out)) {
            empty.setComment("empty");
        }
        new ZipFile(files.folder.resolve("out").toFile()).close();
    }

    @Probe("jdk.file.stream")
    void openRandom() throws IOException {
        new RandomAccessFile(files.file.toFile(), "r").close();
    }

    @Probe("jdk.file.stream")
    void readRandom() throws IOException {
        random.read();
    }

    @Probe("jdk.file.stream")
    void readLongRandom() throws IOException {
        random.readLong();
    }

    @Probe("jdk.file.stream")
    void readFullyRandom() throws IOException {
        random.readFully(new byte[10]);
    }

    @Probe("jdk.file.stream")
    void writeRandom() throws IOException {
        random.write(1);
    }

    @Probe("jdk.file.stream")
    void writeTextRandom() throws IOException {
        random.writeBytes("text");
    }

    @Probe("jdk.file.stream")
    void lengthRandom() throws IOException {
        random.length();
    }

    @Probe("jdk.file.stream")
    void setLengthRandom() throws IOException {
        random.setLength(10);
    }
}
