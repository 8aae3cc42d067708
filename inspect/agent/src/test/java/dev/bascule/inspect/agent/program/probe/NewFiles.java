package dev.bascule.inspect.agent.program.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;

/** Files through {@code java.nio.file}. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue", "StreamResourceLeak", "MustBeClosedChecker"})
public final class NewFiles implements AutoCloseable {
    private final Temporary files = new Temporary();
    private final Path file = files.file;
    private final Path fresh = files.fresh;

    public NewFiles() throws IOException {
        // what the fields have is enough
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    @Probe("jdk.file.nio")
    void readAllBytes() throws IOException {
        Files.readAllBytes(file);
    }

    @Probe("jdk.file.nio")
    void readString() throws IOException {
        Files.readString(file);
    }

    @Probe("jdk.file.nio")
    void readAllLines() throws IOException {
        Files.readAllLines(file);
    }

    @Probe("jdk.file.nio")
    void write() throws IOException {
        Files.write(fresh, new byte[2]);
    }

    @Probe("jdk.file.nio")
    void writeString() throws IOException {
        Files.writeString(fresh, "text");
    }

    @Probe("jdk.file.nio")
    void newBufferedReader() throws IOException {
        Files.newBufferedReader(file).close();
    }

    @Probe("jdk.file.nio")
    void newInputStream() throws IOException {
        Files.newInputStream(file).close();
    }

    @Probe("jdk.file.nio")
    void newOutputStream() throws IOException {
        Files.newOutputStream(fresh).close();
    }

    @Probe("jdk.file.nio")
    void lines() throws IOException {
        Files.lines(file).close();
    }

    @Probe("jdk.file.nio")
    void list() throws IOException {
        Files.list(files.directory).close();
    }

    @Probe("jdk.file.nio")
    void walk() throws IOException {
        Files.walk(files.directory).close();
    }

    @Probe("jdk.file.nio")
    void copy() throws IOException {
        Files.copy(file, fresh);
    }

    @Probe("jdk.file.nio")
    void move() throws IOException {
        Files.move(file, fresh);
    }

    @Probe("jdk.file.nio")
    void delete() throws IOException {
        Files.delete(file);
    }

    @Probe("jdk.file.nio")
    void createFile() throws IOException {
        Files.createFile(fresh);
    }

    @Probe("jdk.file.nio")
    void createDirectory() throws IOException {
        Files.createDirectory(fresh);
    }

    @Probe("jdk.file.nio")
    void createTempFile() throws IOException {
        Files.createTempFile(files.directory, "probe", ".tmp");
    }

    @Probe("jdk.file.nio")
    void createSymbolicLink() throws IOException {
        Files.createSymbolicLink(fresh, file);
    }

    @Probe("jdk.file.nio")
    void mismatch() throws IOException {
        Files.mismatch(file, file.resolveSibling("folder/../file"));
    }

    @Probe("jdk.file.stat")
    void exists() {
        Files.exists(file);
    }

    @Probe("jdk.file.stat")
    void isDirectory() {
        Files.isDirectory(file);
    }

    @Probe("jdk.file.stat")
    void size() throws IOException {
        Files.size(file);
    }

    @Probe("jdk.file.stat")
    void isReadable() {
        Files.isReadable(file);
    }

    @Probe("jdk.file.stat")
    void getLastModifiedTime() throws IOException {
        Files.getLastModifiedTime(file);
    }

    @Probe("jdk.file.stat")
    void setLastModifiedTime() throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }

    @Probe("jdk.file.stat")
    void setPermissions() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Probe("jdk.file.nio")
    void readAttributes() throws IOException {
        Files.readAttributes(file, BasicFileAttributes.class);
    }

    @Probe("jdk.file.stat")
    void toRealPath() throws IOException {
        file.toRealPath();
    }
}
