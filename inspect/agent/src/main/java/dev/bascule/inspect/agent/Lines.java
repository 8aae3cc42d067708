package dev.bascule.inspect.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The agent's own lists. */
final class Lines {
    private Lines() {}

    /** The lines of a resource beside this class, without empty ones and those that begin with a hash. */
    static List<String> of(String resource) {
        try (InputStream stream = Objects.requireNonNull(Lines.class.getResourceAsStream(resource), resource)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
