package dev.bascule.inspect.agent.program.probe;

import java.io.File;
import java.io.IOException;

/** Files through {@code java.io.File}: what is asked of them and done with them. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue", "ResultOfMethodCallIgnored"})
public final class FileNames implements AutoCloseable {
    private final Temporary files = new Temporary();
    private final File file = files.file.toFile();
    private final File fresh = files.fresh.toFile();
    private final File folder = files.directory.toFile();

    public FileNames() throws IOException {
        // what the fields have is enough
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    @Probe("jdk.file.stat")
    void exists() {
        file.exists();
    }

    @Probe("jdk.file.stat")
    void isFile() {
        file.isFile();
    }

    @Probe("jdk.file.stat")
    void isDirectory() {
        file.isDirectory();
    }

    @Probe("jdk.file.stat")
    void length() {
        file.length();
    }

    @Probe("jdk.file.stat")
    void lastModified() {
        file.lastModified();
    }

    @Probe("jdk.file.stat")
    void canRead() {
        file.canRead();
    }

    @Probe("jdk.file.stat")
    void setLastModified() {
        file.setLastModified(0);
    }

    @Probe("jdk.file.stat")
    void setExecutable() {
        file.setExecutable(true);
    }

    @Probe("jdk.file.stat")
    void getCanonicalPath() throws IOException {
        new File(folder, "folder/../file").getCanonicalPath();
    }

    @Probe("jdk.file.stat")
    void getFreeSpace() {
        folder.getFreeSpace();
    }

    @Probe("jdk.file.nio")
    void list() {
        folder.list();
    }

    @Probe("jdk.file.nio")
    void listFiles() {
        folder.listFiles();
    }

    @Probe("jdk.file.nio")
    void createNewFile() throws IOException {
        fresh.createNewFile();
    }

    @Probe("jdk.file.nio")
    void createTempFile() throws IOException {
        File.createTempFile("probe", ".tmp", folder);
    }

    @Probe("jdk.file.nio")
    void mkdir() {
        fresh.mkdir();
    }

    @Probe("jdk.file.nio")
    void renameTo() {
        file.renameTo(fresh);
    }

    @Probe("jdk.file.nio")
    void delete() {
        file.delete();
    }
}
