package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.cli.fixture.Innocent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;

/** What the command is given, and where it keeps and writes things. */
@DisabledOnOs(OS.WINDOWS)
class ScanInputTest extends CommandLineTest {

    @Test
    void mavenProject_compiled_isScanned() throws Exception {
        Path project = project("cat > \"$file\" </dev/null");
        Files.move(
                classes(SLEEPING),
                Files.createDirectories(project.resolve("target")).resolve("classes"));
        Ran ran = run("scan", "--catalog", catalog, project);
        assertThat(ran.out()).startsWith("BSC101: ").contains("1 finding (1 certain) in 3 classes.");
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void mavenProject_whoseLibraryIsGone_saysSo() throws Exception {
        Path project = project("echo '+- org.acme:gone:jar:1:compile' > \"$file\"");
        Files.move(
                classes(CLEAN),
                Files.createDirectories(project.resolve("target")).resolve("classes"));
        Ran ran = run("scan", "--catalog", catalog, project);
        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains("libraries whose jars are not in the local repository: 1 (org.acme:gone:1)");
    }

    @Test
    void project_thatDoesNotTell_ends3() throws Exception {
        Path project = project("exit 1");
        Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("src/main/java/A.java"), "class A {}");
        assertFailed(run("scan", project), "the project is not compiled yet");
        Files.move(
                classes(CLEAN),
                Files.createDirectories(project.resolve("target")).resolve("classes"));
        assertFailed(run("scan", project), "Maven does not tell the class path of");
        Path gradle = Files.createDirectories(directory.resolve("gradle"));
        Files.writeString(gradle.resolve("build.gradle.kts"), "");
        assertFailed(run("scan", gradle), "is a Gradle project");
    }

    @Test
    void catalogue_ofAJarInAJar_isUsed() throws Exception {
        String rows = Files.readString(catalog);
        Files.writeString(catalog, "");
        byte[] inner = jar("META-INF/bascule/loop.yaml", rows.getBytes(StandardCharsets.UTF_8));
        Path outer = Files.write(directory.resolve("boot.jar"), jar("BOOT-INF/lib/rpc.jar", inner));
        assertThat(scan(SLEEPING).status()).isZero();
        assertThat(scan(SLEEPING, "--lib", outer).status()).isEqualTo(1);
    }

    @Test
    void jar_thatHoldsOnlyJars_isToUnpack() throws Exception {
        byte[] inner = jar("Innocent.class", Files.readAllBytes(innocent()));
        Path outer = Files.write(directory.resolve("all.jar"), jar("lib/inner.jar", inner));
        assertThat(run("scan", outer).err())
                .startsWith("There are only jars in " + outer)
                .contains("unzip " + outer)
                .contains("bascule scan unpacked/YOURS.jar --lib unpacked");
        assertThat(run("scan", Files.createDirectory(directory.resolve("empty")))
                        .err())
                .doesNotContain("only jars");
    }

    @Test
    void cache_thatIsThere_isUsedAndMendedAndNeverTrusted() throws Exception {
        Path cache = directory.resolve("cache");
        Path library = library();
        Ran first = scan(SLEEPING, "--lib", library, "--cache", cache);
        Path kept = onlyFile(cache);
        byte[] good = Files.readAllBytes(kept);
        assertThat(scan(SLEEPING, "--lib", library, "--cache", cache)).isEqualTo(first);

        byte[] broken = good.clone();
        broken[broken.length / 2] ^= 1;
        Files.write(kept, broken);
        assertThat(scan(SLEEPING, "--lib", library, "--cache", cache)).isEqualTo(first);
        assertThat(Files.readAllBytes(kept)).isEqualTo(good);
        Files.write(kept, new byte[0]);
        assertThat(scan(SLEEPING, "--lib", library, "--cache", cache)).isEqualTo(first);
        assertThat(Files.readAllBytes(kept)).isEqualTo(good);
    }

    @Test
    void cache_notWanted_isNotMade() throws Exception {
        Path cache = directory.resolve("cache");
        scan(SLEEPING, "--lib", library(), "--cache", cache, "--no-cache");
        assertThat(cache).doesNotExist();
    }

    @Test
    void cache_thatCannotBeWritten_isToldOnceAndDoneWithout() throws Exception {
        Path notADirectory = Files.writeString(directory.resolve("cache"), "");
        Path library = library();
        Path other = Files.write(directory.resolve("other.jar"), jar("A.class", Files.readAllBytes(innocent())));
        Ran ran = scan(SLEEPING, "--lib", library, "--lib", other, "--cache", notADirectory);
        assertThat(ran.err()).containsOnlyOnce("cannot be written, so the next run takes as long");
        assertThat(ran.out()).contains("1 finding");
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void output_thatFails_leavesWhatWasThere() throws Exception {
        Path file = Files.writeString(directory.resolve("r.txt"), "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(scan(SLEEPING, "-o", file).status()).isEqualTo(1);
        assertThat(Files.readString(file)).startsWith("BSC101");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    @EnabledIf("hasFullDevice")
    void output_toAFullDevice_ends3() throws Exception {
        Ran ran = scan(SLEEPING, "-o", "/dev/full");
        assertThat(ran.err()).contains("/dev/full could not be written").contains("No space left");
        assertThat(ran.status()).isEqualTo(3);
    }

    static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    private static void assertFailed(Ran ran, String message) {
        assertThat(ran.err()).contains(message).doesNotContain("\tat ");
        assertThat(ran.status()).isEqualTo(3);
    }

    /** One whose Maven wrapper does that, with the name of the file for the tree in a variable. */
    private Path project(String maven) throws IOException {
        Path project = Files.createDirectories(directory.resolve("project"));
        Files.writeString(
                project.resolve("pom.xml"), "<project><groupId>a</groupId><artifactId>b</artifactId></project>");
        Path script = Files.writeString(
                project.resolve("mvnw"),
                "#!/bin/sh\nfor each; do case $each in -DoutputFile=*) file=${each#*=};; esac; done\n" + maven + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return project;
    }

    private Path library() throws IOException {
        return Files.write(directory.resolve("lib.jar"), jar("Innocent.class", Files.readAllBytes(innocent())));
    }

    private Path innocent() throws IOException {
        return classes(CLEAN).resolve(Innocent.class.getName().replace('.', '/') + ".class");
    }

    private static byte[] jar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes)) {
            out.putNextEntry(new JarEntry(name));
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList().get(0);
        }
    }
}
