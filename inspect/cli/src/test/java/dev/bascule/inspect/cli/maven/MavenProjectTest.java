package dev.bascule.inspect.cli.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a script in the place of Maven, which writes the tree that Maven would. */
@DisabledOnOs(OS.WINDOWS)
class MavenProjectTest {
    private static final String TREE = """
            com.acme:app:jar:1
            +- com.acme:core:jar:1:compile
            +- org.lib:one:jar:2.0:compile
            \\- org.lib:gone:jar:3.0:runtime
            com.acme:core:jar:1
            \\- org.lib:tests:jar:1:test
            """;

    @TempDir
    private Path directory;

    private Path jar;

    @BeforeEach
    void makeProject() throws IOException {
        write("pom.xml", pom("parent", "<modules><module>app</module><module>core/pom.xml</module></modules>"));
        write("app/pom.xml", pom("app", ""));
        write(
                "core/pom.xml",
                "<project><parent><groupId>com.acme</groupId></parent><artifactId>core</artifactId></project>");
        write("app/src/main/java/App.java", "class App {}");
        write("core/src/main/java/Core.java", "class Core {}");
        jar = write("repository/org/lib/one/2.0/one-2.0.jar", "");
        write(".mvn/maven.config", "-Dmaven.repo.local=" + directory.resolve("repository"));
    }

    @Test
    void project_compiled_givesClassesOfModulesAndJars() throws Exception {
        compile("app");
        compile("core");
        maven("cat > \"$file\" <<'END'\n" + TREE + "END\n");
        MavenProject project = MavenProject.at(directory);
        assertThat(project.classes())
                .containsExactly(directory.resolve("app/target/classes"), directory.resolve("core/target/classes"));
        assertThat(project.libraries()).containsExactly(jar);
        assertThat(project.missing()).containsExactly("org.lib:gone:3.0");
    }

    @Test
    void module_alone_hasTheOthersAsLibraries() throws Exception {
        compile("app");
        compile("core");
        maven("cat > \"$file\" <<'END'\n" + TREE + "END\n");
        MavenProject project = MavenProject.at(directory.resolve("app"));
        assertThat(project.classes()).containsExactly(directory.resolve("app/target/classes"));
        assertThat(project.libraries()).containsExactly(directory.resolve("core/target/classes"), jar);
    }

    @Test
    void network_isUsedOnlyWhereNothingElseHelps() throws Exception {
        compile("app");
        compile("core");
        maven("case \"$*\" in *' -o '*) echo '[ERROR] offline'; exit 1;; esac\ncat > \"$file\" <<'END'\n" + TREE
                + "END\n");
        assertThat(MavenProject.at(directory).libraries()).containsExactly(jar);
    }

    @Test
    void maven_thatFails_isQuoted() throws Exception {
        compile("app");
        compile("core");
        maven("echo 'noise'; echo '[ERROR] no such parent'; exit 1\n");
        assertThatThrownBy(() -> MavenProject.at(directory))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("Maven does not tell the class path")
                .hasMessageContaining("[ERROR] no such parent")
                .hasMessageNotContaining("noise");
    }

    @Test
    void project_notCompiled_saysWhatIsMissing() throws Exception {
        compile("app");
        assertThatThrownBy(() -> MavenProject.at(directory))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("not compiled yet")
                .hasMessageContaining("core/target/classes")
                .hasMessageNotContaining("app/target/classes");
    }

    @Test
    void pom_thatIsNone_isNamed() throws Exception {
        write("app/pom.xml", "<project");
        assertThatThrownBy(() -> MavenProject.at(directory))
                .isInstanceOf(ProjectException.class)
                .hasMessageContaining("app/pom.xml could not be read");
    }

    private static String pom(String artifact, String more) {
        return "<project><groupId>com.acme</groupId><artifactId>" + artifact + "</artifactId>" + more + "</project>";
    }

    private void compile(String module) throws IOException {
        write(module + "/target/classes/A.class", "");
    }

    private void maven(String body) throws IOException {
        Path script = write(
                "mvnw", "#!/bin/sh\nfor each; do case $each in -DoutputFile=*) file=${each#*=};; esac; done\n" + body);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
