package dev.bascule.inspect.agent.program.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Processes, the console, classes and randomness. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue"})
public final class Processes implements AutoCloseable {
    private final Process cat = new ProcessBuilder("cat").start();
    private final SecureRandom random = new SecureRandom();
    private final URLClassLoader loader;

    public Processes() throws IOException {
        URL classes = Processes.class.getProtectionDomain().getCodeSource().getLocation();
        loader = new URLClassLoader(new URL[] {classes}, null);
    }

    @Override
    public void close() throws IOException {
        cat.destroy();
        loader.close();
    }

    @Probe("jdk.process.start")
    void startProcess() throws IOException {
        new ProcessBuilder("true").start();
    }

    @Probe("jdk.process.start")
    void exec() throws IOException {
        Runtime.getRuntime().exec(new String[] {"true"});
    }

    @Probe("jdk.process.wait")
    void waitForProcess() throws Exception {
        Others.whenWaiting(cat::destroy);
        cat.waitFor();
    }

    @Probe("jdk.process.wait")
    void waitForProcessTimed() throws InterruptedException {
        cat.waitFor(2, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.future.get")
    void joinExit() {
        Others.whenWaiting(cat::destroy);
        cat.onExit().join();
    }

    @Probe("jdk.file.stream")
    void readOfProcess() throws IOException {
        cat.getOutputStream().write(1);
        cat.getOutputStream().flush();
        cat.getInputStream().read();
    }

    @Probe("jdk.file.stream")
    void readStandardInput() throws IOException {
        System.in.read();
    }

    @Probe("jdk.print")
    void println() {
        System.out.println();
    }

    @Probe("jdk.class.load")
    void loadClass() throws ClassNotFoundException {
        loader.loadClass(Control.class.getName());
    }

    @Probe("jdk.file.stat")
    void getResource() throws IOException {
        InputStream found = loader.getResourceAsStream(Probe.class.getName().replace('.', '/') + ".class");
        (found == null ? new ByteArrayInputStream(new byte[0]) : found).close();
    }

    @Probe("jdk.random")
    void generateSeed() {
        random.generateSeed(8);
    }

    @Probe("jdk.random")
    void nextBytes() {
        random.nextBytes(new byte[8192]);
    }

    @Probe("jdk.random")
    void randomUuid() {
        for (int i = 0; i < 1000; i++) { // the numbers of several come with one read
            UUID.randomUUID();
        }
    }
}
