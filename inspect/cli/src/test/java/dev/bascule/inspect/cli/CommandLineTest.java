package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.cli.fixture.Callback;
import dev.bascule.inspect.cli.fixture.Innocent;
import dev.bascule.inspect.cli.fixture.Locker;
import dev.bascule.inspect.cli.fixture.Sleeper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs commands on the classes of the fixture, with a catalogue that says which thread calls them. */
abstract class CommandLineTest {
    @TempDir
    Path directory;

    Path catalog;

    @BeforeEach
    void writeCatalog() throws IOException {
        catalog = directory.resolve("loop.yaml");
        Files.writeString(catalog, """
                contracts:
                  - implementing: dev.bascule.inspect.cli.fixture.Callback
                    methods: call
                    runs-on: loop
                    why: the framework calls it on its loop
                """);
    }

    /** What a command printed, and its exit code. */
    record Ran(int status, String out, String err) {}

    static Ran run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false, false);
        String[] args = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int status = Main.run(terminal, args);
        return new Ran(
                status, out.toString().replace("\r\n", "\n"), err.toString().replace("\r\n", "\n"));
    }

    /** Scans these classes with the catalogue and more options. */
    Ran scan(List<Class<?>> classes, Object... options) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("scan", "--catalog", catalog, classes(classes)));
        arguments.addAll(Arrays.asList(options));
        return run(arguments.toArray());
    }

    /** A directory that holds these classes. */
    Path classes(List<Class<?>> classes) throws IOException {
        Path root = directory.resolve("classes");
        List<Class<?>> all = new ArrayList<>(classes);
        all.add(Callback.class);
        for (Class<?> each : all) {
            Path file = root.resolve(each.getName().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            try (InputStream in = each.getResourceAsStream(each.getSimpleName() + ".class")) {
                Files.write(file, in.readAllBytes());
            }
        }
        return root;
    }

    static final List<Class<?>> CLEAN = List.of(Innocent.class);
    static final List<Class<?>> SLEEPING = List.of(Innocent.class, Sleeper.class);
    static final List<Class<?>> LOCKING = List.of(Locker.class);

    static void assertUsage(Ran ran, String message) {
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
    }
}
