package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.cli.fixture.Innocent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;

class ScanCommandTest extends CommandLineTest {
    private static final String SITE = "dev.bascule.inspect.cli.fixture.Sleeper#call";

    @Test
    void scan_ofCleanCode_ends0() throws Exception {
        Ran ran = scan(CLEAN);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("No findings in 2 classes.\n");
        assertThat(ran.status()).isZero();
    }

    @Test
    void scan_ofCodeThatSleepsOnALoop_tellsIt() throws Exception {
        Ran ran = scan(SLEEPING);
        assertThat(ran.out())
                .startsWith("BSC101: ")
                .contains("dev.bascule.inspect.cli.fixture.Sleeper.call(Sleeper.java:7)")
                .contains("the framework calls it on its loop")
                .contains("1 finding (1 certain) in 3 classes.");
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void note_onlyOnRequest_isTold() throws Exception {
        Ran quiet = scan(LOCKING);
        assertThat(quiet.out()).contains("1 note (--notes)");
        assertThat(quiet.status()).isZero();
        Ran asked = scan(LOCKING, "--notes");
        assertThat(asked.out()).startsWith("BSC105: ");
        assertThat(asked.status()).isEqualTo(1);
    }

    @Test
    void output_toAFile_isWrittenThere() throws Exception {
        Path file = directory.resolve("r.sarif");
        Ran ran = scan(SLEEPING, "--format", "sarif", "-o", file);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("1 finding written to " + file + ".\n");
        assertThat(Files.readString(file)).contains("\"version\" : \"2.1.0\"").contains("Sleeper.java");
    }

    @Test
    void output_thatCannotBeWritten_ends3() throws Exception {
        Ran ran = scan(SLEEPING, "-o", directory.resolve("no/such/r.txt"));
        assertThat(ran.err()).contains("could not be written");
        assertThat(ran.status()).isEqualTo(3);
    }

    @Test
    void nothingNamed_whatToDoNext_isSaid() {
        assertUsage(run("scan"), "bascule scan looks at what a build has made. Name it:");
    }

    @Test
    void arguments_thatAreWrong_end2() {
        assertUsage(run("scan", "no/such/place"), "there is no file or directory no/such/place");
        assertUsage(run("scan", "--confidence", "maybe", directory), "--confidence");
        assertUsage(
                run("scan", "--format", "xml", directory), "expected one of [TEXT, JSON, SARIF] (case-insensitive)");
        assertUsage(run("scan", "--prune", directory), "--prune changes a baseline: name it with --baseline FILE.");
        assertUsage(run("scan", "--lib", "no/such/place", directory), "no/such/place");
        assertUsage(run("scna"), "Unmatched argument");
    }

    @Test
    void files_thatAreWrong_endWith2AndTheirMistakes() throws Exception {
        Files.writeString(catalog, "leafs: []\n");
        assertUsage(scan(CLEAN), "loop.yaml:1: unknown key 'leafs'; did you mean 'leaves'?");
        Files.writeString(catalog, "");
        Path allow = directory.resolve("allow.txt");
        assertUsage(scan(CLEAN, "--allow", allow), "allow.txt: there is no such file");
        Files.write(allow, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertUsage(scan(CLEAN, "--allow", allow), "allow.txt: is not a text in UTF-8");
        Files.writeString(allow, "com.acme.A\n");
        assertUsage(scan(CLEAN, "--allow", allow), "allow.txt:1: there is no reason");
        assertUsage(scan(CLEAN, "--baseline", allow), "allow.txt:1: ");
    }

    @Test
    void directory_withoutClasses_ends3() throws Exception {
        Ran ran = run("scan", Files.createDirectory(directory.resolve("empty")));
        assertThat(ran.out()).contains("no class files in it").contains("Incomplete");
        assertThat(ran.status()).isEqualTo(3);
    }

    @Test
    void classFile_thatIsDamaged_isNamedAndEnds3() throws Exception {
        Path damaged = classes(SLEEPING).resolve("Damaged.class");
        Files.write(damaged, new byte[] {1, 2, 3});
        Ran ran = scan(SLEEPING);
        assertThat(ran.out()).contains("Damaged.class").contains("1 finding").contains("Incomplete");
        assertThat(ran.status()).isEqualTo(3);
        Ran json = scan(SLEEPING, "--format", "json");
        assertThat(json.out()).contains("Damaged.class");
        assertThat(json.err()).contains("not read: ").contains("Damaged.class");
        assertThat(json.status()).isEqualTo(3);
    }

    @Test
    void allowed_inAFile_isNotTold() throws Exception {
        Path allow = directory.resolve("allow.txt");
        Files.writeString(allow, SITE + " BSC101 -- a short one\ncom.acme.* -- gone\n");
        Ran ran = scan(SLEEPING, "--allow", allow);
        assertThat(ran.out()).startsWith("No findings").contains("1 allowed");
        assertThat(ran.err()).isEqualTo(allow + ":2: allows nothing any more: com.acme.*\n");
        assertThat(ran.status()).isZero();
    }

    @Test
    void baseline_acceptedUsedAndPruned_isKeptInOrder() throws Exception {
        Path baseline = directory.resolve("baseline.txt");
        assertUsage(scan(SLEEPING, "--baseline", baseline), "there is no such file");
        Ran accepted = scan(SLEEPING, "--baseline", baseline, "--accept", "before we looked");
        assertThat(accepted.status()).isZero();
        assertThat(Files.readString(baseline)).contains(" BSC101 " + SITE + " jdk.sleep -- before we looked\n");
        Ran known = scan(SLEEPING, "--baseline", baseline);
        assertThat(known.out()).startsWith("No findings").contains("1 in the baseline");
        assertThat(known.status()).isZero();

        Files.delete(classes(SLEEPING).resolve("dev/bascule/inspect/cli/fixture/Sleeper.class"));
        String before = Files.readString(baseline);
        Ran stale = scan(CLEAN, "--baseline", baseline);
        assertThat(stale.err()).contains("is gone: v1-").contains("--prune takes it away");
        assertThat(Files.readString(baseline)).isEqualTo(before);
        assertThat(scan(CLEAN, "--baseline", baseline, "--prune").status()).isZero();
        assertThat(Files.readString(baseline)).doesNotContain("v1-");
        assertThat(scan(SLEEPING, "--baseline", baseline, "--prune").status()).isEqualTo(1);
        assertThat(Files.readString(baseline)).doesNotContain("v1-");
    }

    @Test
    void baseline_whereNotAllCouldBeRead_isNotPruned() throws Exception {
        Path baseline = directory.resolve("baseline.txt");
        scan(SLEEPING, "--baseline", baseline, "--accept", "old");
        String before = Files.readString(baseline);
        Files.write(classes(SLEEPING).resolve("dev/bascule/inspect/cli/fixture/Sleeper.class"), new byte[] {1, 2, 3});
        Ran ran = run("scan", "--catalog", catalog, directory.resolve("classes"), "--baseline", baseline, "--prune");
        assertThat(ran.err()).contains("nothing is pruned");
        assertThat(Files.readString(baseline)).isEqualTo(before);
        assertThat(ran.status()).isEqualTo(3);
    }

    @Test
    void catalogue_thatAJarBrings_isUsed() throws Exception {
        String rows = Files.readString(catalog);
        Files.writeString(catalog, "");
        Path jar = directory.resolve("rpc.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/bascule/loop.yaml"));
            out.write(rows.getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry("Innocent.class"));
            out.write(Files.readAllBytes(
                    classes(CLEAN).resolve(Innocent.class.getName().replace('.', '/') + ".class")));
        }
        assertThat(scan(SLEEPING).status()).isZero();
        assertThat(scan(SLEEPING, "--lib", jar, "--no-cache").status()).isEqualTo(1);
        Path brought = classes(SLEEPING).resolve("META-INF/bascule/loop.yaml");
        Files.createDirectories(brought.getParent());
        Files.writeString(brought, rows);
        assertThat(scan(SLEEPING).status()).isEqualTo(1);
        Files.writeString(brought, "contract: []\n");
        assertUsage(scan(SLEEPING), "unknown key 'contract'; did you mean 'contracts'?");
    }

    @Test
    void library_thatIsNotGiven_isSaid() throws Exception {
        Files.delete(classes(SLEEPING).resolve("dev/bascule/inspect/cli/fixture/Callback.class"));
        Ran ran = run("scan", "--catalog", catalog, directory.resolve("classes"));
        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains("types that were not given, which --lib can do: 1 (dev.bascule.inspect.cli.fixture)");
    }

    @Test
    void help_ofEachCommand_isPrinted() {
        for (List<String> command :
                List.of(List.of("--help"), List.of("scan", "--help"), List.of("report", "--help"))) {
            Ran ran = run(command.toArray());
            assertThat(ran.out()).contains("Usage: bascule");
            assertThat(ran.status()).isZero();
        }
    }
}
