package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.filter.AllowList;
import dev.bascule.inspect.model.observed.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is asked for: {@code key=value} with commas between, or {@code @FILE} with one a line.
 *
 * @param catalogs files of the user
 * @param allow the allow-list; null if there is none
 * @param report where the report goes; null for the standard error
 * @param journal a directory for a journal, from which somebody else makes the report; null if the program makes it
 * @param threshold calls that take less time are not told
 * @param notes whether notes are told, too
 * @param refuses whether calls that would block fail
 * @param coverage whether it is told what is watched in this JVM and what is not
 * @param isOfRunningJvm whether the program was there before the agent
 * @param leave whether to stop watching
 * @param attacher the process that asks; 0 if that is not told
 */
record Options(
        List<Path> catalogs,
        @Nullable Path allow,
        Format format,
        @Nullable Path report,
        @Nullable Path journal,
        Duration threshold,
        boolean notes,
        boolean refuses,
        boolean coverage,
        boolean isOfRunningJvm,
        boolean leave,
        long attacher) {
    private static final String KNOWN =
            "catalog=FILE, allow=FILE, format=text|json|sarif, report=FILE, threshold=1ms, notes, throw, coverage, journal=DIRECTORY";
    private static final Duration USUAL = Duration.ofMillis(1);

    /** More would be too many nanoseconds. */
    private static final Duration MOST = Duration.ofDays(365);

    /** The form of the report. */
    enum Format {
        TEXT,
        JSON,
        SARIF
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException says what is wrong and what was expected
     */
    static Options parse(String text) {
        Parser parser = new Parser();
        for (String word : text.startsWith("@") ? lines(text.substring(1)) : List.of(text.split(",", -1))) {
            if (!word.isBlank()) {
                parser.add(word.strip());
            }
        }
        return parser.options();
    }

    boolean reportsItself() {
        return journal == null;
    }

    /** In the directory that is given, or in memory. */
    Journal newJournal() {
        if (journal != null) {
            try {
                return Journal.create(file(journal), Journal.USUAL_SIZE);
            } catch (IOException e) {
                System.err.println("bascule-agent: no journal, and so no report: " + e);
            }
        }
        return Journal.inMemory(Journal.USUAL_SIZE);
    }

    /** What may block. */
    AllowList allowList() throws IOException, InvalidFileException {
        return allow == null ? AllowList.EMPTY : AllowList.read(allow.toString(), Files.readString(allow));
    }

    /** Into the directory that is given, unless the journal is there. */
    void copy(Journal original) {
        if (journal != null && !Files.exists(file(journal))) {
            try {
                original.copyTo(file(journal));
            } catch (IOException e) {
                System.err.println("bascule-agent: the journal was not copied: " + e);
            }
        }
    }

    /** A sign, for who has given the directory. */
    void sign(String what) {
        if (journal != null) {
            try {
                Files.createFile(journal.resolve(ProcessHandle.current().pid() + "." + what));
            } catch (IOException e) {
                System.err.println("bascule-agent: " + journal + " cannot be written: " + e);
            }
        }
    }

    private static Path file(Path directory) {
        return directory.resolve(ProcessHandle.current().pid() + ".journal");
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("cannot read the options in '" + file + "': " + e);
        }
    }

    private static final class Parser {
        private final List<Path> catalogs = new ArrayList<>();
        private Format format = Format.TEXT;
        private @Nullable Path allow;
        private @Nullable Path report;
        private @Nullable Path journal;
        private Duration threshold = USUAL;
        private boolean notes;
        private boolean refuses;
        private boolean coverage;
        private boolean running;
        private boolean leave;
        private long attacher;

        Options options() {
            return new Options(
                    catalogs, allow, format, report, journal, threshold, notes, refuses, coverage, running, leave,
                    attacher);
        }

        void add(String word) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            String value = word.substring(equals + 1);
            switch (key) {
                case "catalog" -> catalogs.add(Path.of(value));
                case "format" -> format = formatOf(value);
                case "report" -> report = Path.of(value);
                case "threshold" -> threshold = durationOf(value);
                case "allow" -> allow = Path.of(value);
                case "journal" -> journal = Path.of(value);
                case "notes" -> notes = true;
                case "throw" -> refuses = true;
                case "coverage" -> coverage = true;
                case "running" -> running = true;
                case "leave" -> leave = true;
                case "attacher" -> attacher = Long.parseLong(value);
                default -> throw new IllegalArgumentException("no option is called '" + key + "': there are " + KNOWN);
            }
        }

        private static Format formatOf(String value) {
            try {
                return Format.valueOf(value.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("format must be text, json or sarif, was '" + value + "'");
            }
        }

        private static Duration durationOf(String value) {
            String unit = value.replaceFirst("^\\d+", "");
            String number = value.substring(0, value.length() - unit.length());
            if (number.isEmpty() || number.length() > 18) {
                throw wrongDuration(value);
            }
            Duration one = switch (unit) {
                case "ns" -> Duration.ofNanos(1);
                case "us" -> Duration.ofNanos(1_000);
                case "ms" -> Duration.ofMillis(1);
                case "s" -> Duration.ofSeconds(1);
                default -> throw wrongDuration(value);
            };
            Duration all = one.multipliedBy(Long.parseLong(number));
            if (all.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("threshold must be at most a year, was '" + value + "'");
            }
            return all;
        }

        private static IllegalArgumentException wrongDuration(String value) {
            return new IllegalArgumentException(
                    "threshold must be a whole number and its unit (ns, us, ms or s), as 500us, was '" + value + "'");
        }
    }
}
