package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.observed.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory in which the agent leaves the journal of each JVM that is watched. Gone when it is closed. */
final class Journals implements AutoCloseable {
    private static final String JOURNAL = ".journal";
    private static final String JOINED = ".joined";

    private final Path directory;
    private final Thread cleaner = new Thread(this::delete, "bascule-cleaner");

    private Journals(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    static Journals create() throws CommandFailedException {
        try {
            return new Journals(Files.createTempDirectory("bascule-").toRealPath());
        } catch (IOException e) {
            throw new CommandFailedException("no directory for journals could be made: " + e
                    + ". Set BASCULE_JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY to another one.");
        }
    }

    /** Writes a file with options for the agent, and gives what it is called in the agent's arguments. */
    String options(String name, List<String> lines) throws CommandFailedException {
        Path file = directory.resolve(name);
        List<String> all = new ArrayList<>(lines);
        all.add("journal=" + directory);
        try {
            return "@" + Files.write(file, all);
        } catch (IOException e) {
            throw new CommandFailedException(file + " could not be written: " + e);
        }
    }

    /** All that can be read, the oldest process first; of others the reason is added to the problems. */
    List<JournalReader.Contents> read(List<String> problems) throws CommandFailedException {
        List<JournalReader.Contents> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(JOURNAL))
                    .sorted()
                    .toList()) {
                try {
                    all.add(JournalReader.read(file));
                } catch (IOException e) {
                    problems.add(e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new CommandFailedException("the journals could not be read: " + e);
        }
        return all;
    }

    /** Whether the agent of a process has begun one, or writes it elsewhere. */
    boolean isWatched(long pid) {
        return Files.exists(directory.resolve(pid + JOURNAL)) || isJoined(pid);
    }

    /** Whether it is written elsewhere. */
    boolean isJoined(long pid) {
        return Files.exists(directory.resolve(pid + JOINED));
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(cleaner);
        } catch (IllegalStateException ending) {
            return; // it runs already
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException left) {
            return; // a program that runs on may still write there
        }
    }
}
