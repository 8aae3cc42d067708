package dev.bascule.inspect.cli.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.agent.AgentJar;
import dev.bascule.inspect.cli.fixture.Callback;
import dev.bascule.inspect.cli.fixture.Sleeps;
import dev.bascule.inspect.model.Fingerprint;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.scanner.Progress;
import dev.bascule.inspect.scanner.ScanRequest;
import dev.bascule.inspect.scanner.ScanResult;
import dev.bascule.inspect.scanner.Scanner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scan says before a program runs has the same identity as what its recording says. */
class SameFingerprintTest {
    private static final String ROWS = """
            contracts:
              - implementing: dev.bascule.inspect.cli.fixture.Callback
                methods: call
                runs-on: loop
                why: the framework calls it on its loop
            """;

    @TempDir
    Path directory;

    @Test
    void sleeps_ofTheSameProgram_haveTheFingerprintsOfTheScan() throws Exception {
        Catalog catalog = Recordings.catalog(ROWS);
        Path recording = Recorder.record(directory.resolve("app.jfr"), () -> Recorder.on(Recorder.LOOP, new Sleeps()));
        Report report = Recordings.read(recording, catalog, Duration.ZERO);
        assertThat(Recordings.told(report))
                .containsExactlyInAnyOrder(
                        "BSC101 jdk.sleep call",
                        "BSC101 jdk.sleep call",
                        "BSC101 jdk.sleep referred",
                        "BSC101 jdk.sleep take",
                        "BSC101 jdk.sleep <init>",
                        "BSC101 jdk.sleep <clinit>");
        assertThat(sleeps(report)).isEqualTo(scanned(catalog));
    }

    @Test
    void sleeps_ofTheSameProgramUnderTheAgent_haveThemToo() throws Exception {
        Path file = directory.resolve("report.json");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + AgentJar.find(directory) + "=threshold=0ns,format=json,report=" + file,
                "-cp",
                classes().toString(),
                Sleeps.class.getName());
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
        Report report = JsonReader.read(file.toString(), Files.readString(file));
        assertThat(sleeps(report)).isEqualTo(scanned(Recordings.catalog(ROWS)));
    }

    /** But for the class initialiser's, which a scan does not follow. */
    private static Set<String> sleeps(Report report) {
        return report.findings().stream()
                .filter(told -> told.finding().rule().equals("BSC101"))
                .filter(told -> !told.finding().site().method().equals("<clinit>"))
                .map(Report.Told::fingerprint)
                .collect(Collectors.toSet());
    }

    private static Path classes() throws Exception {
        return Path.of(Callback.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static Set<String> scanned(Catalog catalog) throws Exception {
        Path fixture = classes().resolve(Callback.class.getPackageName().replace('.', '/'));
        ScanResult result = Scanner.scan(new ScanRequest(List.of(fixture), List.of()), catalog, Progress.NONE);
        return result.findings().stream()
                .filter(finding -> finding.site().className().startsWith(Sleeps.class.getName()))
                .map(Fingerprint::of)
                .collect(Collectors.toSet());
    }
}
