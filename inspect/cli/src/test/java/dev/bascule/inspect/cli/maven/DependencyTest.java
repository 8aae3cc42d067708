package dev.bascule.inspect.cli.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DependencyTest {
    private static final Path REPOSITORY = Path.of("repository");

    @Test
    void line_ofATree_namesAJar() {
        assertPath("+- org.slf4j:slf4j-api:jar:2.0.1:compile", "org/slf4j/slf4j-api/2.0.1/slf4j-api-2.0.1.jar");
        assertPath("|  \\- a.b:c:jar:1:runtime (optional)", "a/b/c/1/c-1.jar");
        assertPath(
                "   +- io.netty:netty:jar:linux-x86_64:4.1:provided", "io/netty/netty/4.1/netty-4.1-linux-x86_64.jar");
        assertPath("\\- a:b:test-jar:tests:1:compile", "a/b/1/b-1-tests.jar");
    }

    @Test
    void line_ofSomethingElse_namesNothing() {
        for (String line : new String[] {
            "dev.acme:app:jar:1.0",
            "dev.acme:app:jar:tests:1.0",
            "+- org.junit:junit:jar:5:test",
            "+- a:parent:pom:1:compile",
            "",
            "hello"
        }) {
            assertThat(Dependency.read(line)).as(line).isEmpty();
        }
    }

    private static void assertPath(String line, String path) {
        assertThat(Dependency.read(line).orElseThrow().in(REPOSITORY)).isEqualTo(REPOSITORY.resolve(path));
    }
}
