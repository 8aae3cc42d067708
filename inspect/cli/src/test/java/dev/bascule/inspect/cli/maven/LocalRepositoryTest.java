package dev.bascule.inspect.cli.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRepositoryTest {
    @TempDir
    private Path directory;

    @Test
    void repository_ofSettings_isFoundOutsideOfComments() throws Exception {
        Path settings = directory.resolve("settings.xml");
        Files.writeString(settings, """
                <settings>
                  <!-- <localRepository>/path/to/local/repo</localRepository> -->
                  <localRepository>${user.home}/jars</localRepository>
                </settings>
                """);
        assertThat(LocalRepository.ofSettings(settings)).contains(Path.of(System.getProperty("user.home"), "jars"));
        assertThat(LocalRepository.ofSettings(directory.resolve("none.xml"))).isEmpty();
    }

    @Test
    void repository_ofArguments_isFoundAmongOthers() throws Exception {
        assertThat(LocalRepository.ofArguments("-Xmx1g -Dmaven.repo.local=/jars -B"))
                .contains(Path.of("/jars"));
        assertThat(LocalRepository.ofArguments("-Dmaven.repo.local=\"/my jars\""))
                .contains(Path.of("/my jars"));
        Path config = directory.resolve("maven.config");
        Files.writeString(config, "-T1\n-Dmaven.repo.local=/x\n");
        assertThat(LocalRepository.ofConfig(config)).contains(Path.of("/x"));
        assertThat(LocalRepository.ofArguments("")).isEmpty();
    }
}
