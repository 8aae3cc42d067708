package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.cli.fixture.Sleeper;
import dev.bascule.inspect.cli.jfr.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JfrCommandTest extends CommandLineTest {
    private static final String SITE = "dev.bascule.inspect.cli.fixture.Sleeper#call";

    private Path sleeping() throws Exception {
        return Recorder.record(directory.resolve("app.jfr"), () -> Recorder.on(Recorder.LOOP, new Sleeper()));
    }

    private Path clean() throws Exception {
        return Recorder.record(directory.resolve("clean.jfr"), () -> Recorder.on("worker", new Sleeper()));
    }

    @Test
    void recording_ofAProgramThatSleepsOnALoop_tellsIt() throws Exception {
        Path recording = sleeping();
        Ran ran = run("jfr", recording);
        assertThat(ran.out())
                .startsWith("BSC101: Thread.sleep sleeps in Sleeper.call")
                .contains("dev.bascule.inspect.cli.fixture.Sleeper.call(line 7)")
                .contains("Seen:  1 time, worst ")
                .contains("on reactor-http-nio-1\n")
                .contains("1 finding (1 certain) in " + recording + " of PID ")
                .contains("Not seen: ");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void recording_ofAProgramThatSleepsElsewhere_ends0() throws Exception {
        Ran ran = run("jfr", clean());
        assertThat(ran.out()).startsWith("No findings in ");
        assertThat(ran.status()).isZero();
    }

    @Test
    void recordings_several_areOneReport() throws Exception {
        Path recording = sleeping();
        Path copy = Files.copy(recording, directory.resolve("copy.jfr"));
        Ran ran = run("jfr", recording, clean(), copy);
        assertThat(ran.out()).contains("Seen:  2 times").contains("1 finding (1 certain)");
        assertThat(ran.status()).isEqualTo(1);
    }

    @Test
    void threshold_leavesOutWhatIsShorter() throws Exception {
        assertThat(run("jfr", "--threshold", "60m", sleeping()).status()).isZero();
    }

    @Test
    void note_onlyOnRequest_isTold() throws Exception {
        Path recording =
                Recorder.record(directory.resolve("app.jfr"), () -> Recorder.contend(Recorder.LOOP, new Object()));
        Ran quiet = run("jfr", "-t", "0ms", recording);
        assertThat(quiet.out()).startsWith("No findings").containsPattern("Hidden: \\d notes? \\(--notes\\)");
        assertThat(quiet.status()).isZero();
        assertThat(run("jfr", "-t", "0ms", "--notes", recording).out())
                .contains("BSC105: Object.synchronized waits to enter a monitor");
    }

    @Test
    void findings_ofBothLenses_areOneInAReport() throws Exception {
        Path seen = directory.resolve("seen.json");
        Path scanned = directory.resolve("scanned.json");
        assertThat(run("jfr", sleeping(), "--format", "json", "-o", seen).err())
                .isEqualTo("1 finding written to " + seen + ".\n");
        scan(SLEEPING, "--format", "json", "-o", scanned);
        Ran json = run("report", "--format", "json", scanned, seen);
        Matcher lenses = Pattern.compile("\"lenses\" : (.*),").matcher(json.out());
        assertThat(lenses.results().map(found -> found.group(1))).containsExactly("[ \"jfr\", \"scan\" ]");
        assertThat(run("jfr", sleeping(), "--format", "sarif").out()).contains("\"version\" : \"2.1.0\"");
    }

    @Test
    void allowedInAFile_isNotTold() throws Exception {
        Path allow = directory.resolve("allow.txt");
        Files.writeString(allow, SITE + " BSC101 -- a short one\ncom.acme.* -- not seen here\n");
        Ran ran = run("jfr", "--allow", allow, sleeping());
        assertThat(ran.out()).startsWith("No findings").contains("1 allowed");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
    }

    @Test
    void baseline_isKeptAndNothingIsCalledGone() throws Exception {
        Path baseline = directory.resolve("baseline.txt");
        assertThat(scan(SLEEPING, "--baseline", baseline, "--accept", "before").status())
                .isZero();
        Ran known = run("jfr", "--baseline", baseline, sleeping());
        assertThat(known.out()).startsWith("No findings").contains("1 in the baseline");
        assertThat(known.status()).isZero();
        assertThat(run("jfr", "--baseline", baseline, clean()).err()).isEmpty();
        assertUsage(run("jfr", "--baseline", baseline, "--prune", sleeping()), "--prune is for scans");
        Path own = directory.resolve("own.txt");
        assertThat(run("jfr", "--baseline", own, "--accept", "old", sleeping()).status())
                .isZero();
        assertThat(Files.readString(own)).contains(" BSC101 " + SITE + " jdk.sleep -- old\n");
    }

    @Test
    void loopsOfTheUser_areThoseOfACatalogue() throws Exception {
        Files.writeString(catalog, "loops:\n  - thread-name: work.*\n");
        assertThat(run("jfr", "--catalog", catalog, clean()).status()).isEqualTo(1);
        Files.writeString(catalog, "loops:\n  - thread-name: (\n");
        assertUsage(run("jfr", "--catalog", catalog, clean()), "loop.yaml:2: ");
    }

    @Test
    void arguments_thatAreWrong_end2() throws Exception {
        assertUsage(run("jfr"), "Missing required parameter: 'FILE'");
        assertUsage(run("jfr", "no/such.jfr"), "there is no file no/such.jfr");
        assertUsage(
                run("jfr", "--threshold", "5", clean()),
                "must be a whole number and its unit (ns, us, ms, s or m), as 500ms, was '5'");
        assertUsage(
                run("jfr", "--threshold", "999999999m", clean()), "must be at most a year (525600m), was '999999999m'");
        assertUsage(run("jfr", "--format", "xml", clean()), "expected one of [TEXT, JSON, SARIF]");
    }

    @Test
    void argument_thatTheLocaleCannotSpell_isToldWithOneThatCan() {
        assertUsage(
                run("jfr", "gr\uFFFD\uFFFDe.jfr"),
                "bascule: the argument 'gr??e.jfr' has characters that the locale of this process has not");
        assertUsage(run("run", "--", "java", "\uFFFD"), "LC_ALL=C.UTF-8 bascule");
    }

    @Test
    void recording_thatIsDamaged_isNamedAndEnds3() throws Exception {
        byte[] whole = Files.readAllBytes(sleeping());
        Path cut = Files.write(directory.resolve("cut.jfr"), Arrays.copyOf(whole, whole.length - 1));
        Ran ran = run("jfr", cut, sleeping());
        assertThat(ran.out()).startsWith("BSC101").contains("Not read: " + cut).contains("Incomplete");
        assertThat(ran.status()).isEqualTo(3);
        Ran json = run("jfr", cut, "--format", "json");
        assertThat(json.err()).startsWith("not read: " + cut);
        assertThat(json.status()).isEqualTo(3);
    }

    @Test
    void output_thatCannotBeWritten_ends3() throws Exception {
        Ran ran = run("jfr", clean(), "-o", directory.resolve("no/such/r.txt"));
        assertThat(ran.err()).contains("could not be written");
        assertThat(ran.status()).isEqualTo(3);
    }

    @Test
    void help_isPrinted() {
        assertThat(run("jfr", "--help").out()).contains("Usage: bascule jfr");
        assertThat(List.of(run("--help").out().split("\\s+", -1))).contains("jfr");
    }
}
