package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The command in a process of its own, to which things happen. A catalogue that is a pipe says how far it is. */
@EnabledOnOs(OS.LINUX)
class ScanProcessTest extends CommandLineTest {
    private Path pipe;
    private Path cache;
    private Path temporary;

    @BeforeEach
    void makeDirectories() throws Exception {
        pipe = directory.resolve("pipe.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        cache = directory.resolve("cache");
        temporary = Files.createDirectory(directory.resolve("tmp"));
    }

    @Test
    void interrupt_whileItReads_leavesNothing() throws Exception {
        assumeInterruptible();
        Path file = Files.writeString(directory.resolve("r.txt"), "before");
        Path library = boot();
        Process scan = start("", "--catalog", pipe, "--lib", library, "--cache", cache, "-o", file);
        try (OutputStream reached = Files.newOutputStream(pipe)) { // opens when the scan reads it
            assertThat(files(temporary)).isNotEmpty(); // what lies in the jar
            interrupt(scan);
            assertThat(scan.waitFor()).isEqualTo(130);
            reached.flush();
        }
        assertThat(file).hasContent("before");
        assertThat(files(temporary)).isEmpty();
        assertThat(files(directory)).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void interrupt_whileItWritesItsCache_leavesAWholeOne() throws Exception {
        assumeInterruptible();
        Files.createDirectory(cache);
        List<Object> options = new ArrayList<>(List.of("--cache", cache));
        classPath().forEach(jar -> options.addAll(List.of("--lib", jar)));
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            cache.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process scan = start("", options.toArray());
            watch.take();
            interrupt(scan);
            assertThat(scan.waitFor()).isIn(130, 1); // 1 if it was at its end
        }
        assertThat(files(cache)).noneMatch(name -> name.endsWith(".tmp"));
        Ran with = scan(SLEEPING, options.toArray());
        options.add("--no-cache");
        assertThat(with).isEqualTo(scan(SLEEPING, options.toArray()));
        assertThat(with.status()).isEqualTo(1);
    }

    @Test
    void cache_forWhichThereIsNoRoom_isDoneWithout() throws Exception {
        Process scan =
                start("ulimit -f 1;", "--catalog", catalog, "--lib", classPath().get(0), "--cache", cache);
        assertThat(text(scan.getInputStream())).contains("1 finding");
        assertThat(text(scan.getErrorStream())).containsOnlyOnce("cannot be written, so the next run takes as long");
        assertThat(scan.waitFor()).isEqualTo(1);
        assertThat(files(cache)).isEmpty();
    }

    @Test
    void output_forWhichThereIsNoRoom_endsWith3AndLeavesWhatWasThere() throws Exception {
        Path file = Files.writeString(directory.resolve("r.sarif"), "before");
        Process scan = start("ulimit -f 1;", "--catalog", catalog, "--no-cache", "--format", "sarif", "-o", file);
        assertThat(text(scan.getErrorStream()))
                .contains("r.sarif could not be written")
                .doesNotContain("\tat ");
        assertThat(scan.waitFor()).isEqualTo(3);
        assertThat(file).hasContent("before");
        assertThat(files(directory)).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void output_thatNobodyReadsAnyMore_endsQuietly() throws Exception {
        Process scan = start("", "--catalog", pipe, "--no-cache");
        scan.getInputStream().close();
        Files.writeString(pipe, Files.readString(catalog)); // only now it goes on, and finds something
        assertThat(text(scan.getErrorStream())).isEmpty();
        assertThat(scan.waitFor()).isEqualTo(141);
    }

    /** Scans the sleeping classes; the shell does something before. */
    private Process start(String before, Object... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", before + " exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + temporary));
        command.addAll(List.of("-cp", allClassPath(), Main.class.getName(), "scan"));
        command.add(classes(SLEEPING).toString());
        Arrays.stream(options).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command).start();
    }

    private static String allClassPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static List<Path> classPath() {
        return Stream.of(allClassPath().split(":"))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
    }

    /** A jar with a jar in it. */
    private Path boot() throws IOException {
        Path boot = directory.resolve("boot.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(boot))) {
            out.putNextEntry(new JarEntry("BOOT-INF/lib/some.jar"));
            Files.copy(classPath().get(0), out);
        }
        return boot;
    }

    private static void interrupt(Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
        assertThat(kill.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    /** A build that runs in the background of a shell ignores it, and so does each process that it starts. */
    private static void assumeInterruptible() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
        assumeFalse((mask & 0b10) != 0, "SIGINT is ignored");
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
