package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestionTest {
    @TempDir
    private Path directory;

    @Test
    void suggestion_whereClassesLie_namesThem() throws Exception {
        Files.createDirectories(directory.resolve("app/target/classes"));
        Files.createDirectories(directory.resolve("lib/build/classes/java/main"));
        assertThat(Suggestion.text(directory))
                .contains("bascule scan " + directory + "/app/target/classes " + directory
                        + "/lib/build/classes/java/main\n")
                .contains("--lib target/lib");
    }

    @Test
    void suggestion_whereNothingIsBuilt_saysSo() {
        assertThat(Suggestion.text(directory)).contains("Here nothing is built");
    }
}
