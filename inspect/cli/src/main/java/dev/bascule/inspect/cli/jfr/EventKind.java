package dev.bascule.inspect.cli.jfr;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.model.observed.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A kind of event that tells of a call that blocked.
 *
 * @param event its name, as {@code jdk.ThreadPark}
 * @param call what it stands for; the innermost frame, since recordings drop frames of the JDK or have none
 * @param virtual whether it counts on virtual threads; otherwise on those of loops
 */
record EventKind(String event, Frame call, boolean virtual) {
    /** All of them by the names of their events. */
    static final Map<String, EventKind> ALL = read();

    /** The event that not every JDK has. */
    static final String CONNECT = "jdk.SocketConnect";

    private static Map<String, EventKind> read() {
        Map<String, EventKind> all = new LinkedHashMap<>();
        for (String line : text().lines().toList()) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ", -1);
                Frame call = new Frame(words[1], words[2], "", null, 0, Supertypes.ofNamed(words[1]));
                all.put(words[0], new EventKind(words[0], call, words[3].equals("virtual")));
            }
        }
        return all;
    }

    private static String text() {
        try (InputStream in = requireNonNull(EventKind.class.getResourceAsStream("events.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
