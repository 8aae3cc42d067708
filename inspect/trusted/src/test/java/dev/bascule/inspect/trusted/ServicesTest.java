package dev.bascule.inspect.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.agent.AgentJar;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.trusted.program.NettyService;
import dev.bascule.inspect.trusted.program.VertxService;
import dev.bascule.inspect.trusted.program.WebFluxService;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Services of real libraries under load, in JVMs of their own with the agent, of which no call is too short to be told. They
 * block no loop, and so there is nothing to find but notes; unless the handler blocks, which is found then, and nothing else.
 */
class ServicesTest {
    private static final int MANY = 3_000;
    private static final int FEW = 100;
    private static final String OPEN_TELEMETRY = "opentelemetry-javaagent";

    @TempDir
    static Path directory;

    @ParameterizedTest
    @ValueSource(classes = {NettyService.class, WebFluxService.class, VertxService.class})
    void service_thatDoesNotBlock_hasNoFinding(Class<?> service) throws Exception {
        Report report = watch(service, MANY, "no");
        assertThatAllAreNotes(report);
        assertThat(report.unseen().gaps()).isEmpty();
    }

    private static void assertThatAllAreNotes(Report report) {
        assertThat(report.findings())
                .as("\n%s", words(report))
                .allMatch(told -> told.finding().severity() == Finding.Severity.NOTE);
    }

    @ParameterizedTest
    @CsvSource({
        "NettyService,   sleep, sleep jdk.sleep",
        "NettyService,   jdbc,  query jdk.jdbc.execute",
        "WebFluxService, sleep, sleep jdk.sleep",
        "WebFluxService, file,  read jdk.file.nio",
        "VertxService,   file,  read jdk.file.nio",
    })
    void handler_thatBlocks_isFoundAndNothingElse(String service, String how, String found) throws Exception {
        Report report = watch(Class.forName(NettyService.class.getPackageName() + "." + service), FEW, how);
        assertThat(report.findings())
                .filteredOn(told -> told.finding().severity() != Finding.Severity.NOTE)
                .as("\n%s", words(report))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.finding().site().method() + " "
                                    + told.finding().leafId())
                            .isEqualTo(found);
                    assertThat(told.evidence()).isNotNull();
                    assertThat(told.evidence().count())
                            .isGreaterThanOrEqualTo(FEW); // a file is opened, read and closed
                });
    }

    /** Also where they write to a file at once, or wait for the thread that writes. */
    @ParameterizedTest
    @CsvSource({
        "NettyService,   logback, logByLogback",
        "WebFluxService, log4j,   logByLog4j",
        "VertxService,   logback, logByLogback",
    })
    void handler_thatLogs_hasNotes(String service, String how, String method) throws Exception {
        Report report = watch(Class.forName(NettyService.class.getPackageName() + "." + service), FEW, how);
        assertThatAllAreNotes(report);
        assertThat(report.findings())
                .anyMatch(told -> told.finding().site().method().equals(method)
                        && told.finding().leafId().equals("logging"));
    }

    /** OpenTelemetry's follows each request through the libraries, whose classes it changes. */
    @ParameterizedTest
    @CsvSource({"true, no", "false, no", "true, sleep"})
    void otherAgent_thatChangesTheLibraries_makesNoDifference(boolean isFirst, String how) throws Exception {
        Path report = Files.createTempFile(directory, "report", ".json");
        List<String> agents = new ArrayList<>(List.of(agent(report), openTelemetry()));
        if (isFirst) {
            Collections.reverse(agents);
        }
        agents.addAll(Stream.of("traces", "metrics", "logs")
                .map(kind -> "-Dotel." + kind + ".exporter=none")
                .toList());
        assertThat(run(agents, WebFluxService.class, FEW, how)).contains("opentelemetry-javaagent - version");
        assertThat(JsonReader.read(report.toString(), Files.readString(report)).findings())
                .filteredOn(told -> told.finding().severity() != Finding.Severity.NOTE)
                .extracting(told -> told.finding().site().method())
                .isEqualTo(how.equals("sleep") ? List.of("sleep") : List.of());
    }

    private static String openTelemetry() {
        return "-javaagent:"
                + classPath()
                        .filter(entry -> entry.contains(OPEN_TELEMETRY))
                        .findFirst()
                        .orElseThrow();
    }

    private static Report watch(Class<?> service, int requests, String blocking) throws Exception {
        Path report = Files.createTempFile(directory, "report", ".json");
        run(List.of(agent(report)), service, requests, blocking);
        return JsonReader.read(report.toString(), Files.readString(report));
    }

    private static String agent(Path report) throws Exception {
        return "-javaagent:" + AgentJar.find(directory) + "=threshold=0ns,notes,format=json,report=" + report;
    }

    private static String run(List<String> jvm, Class<?> service, int requests, String blocking) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-Dlog.directory=" + Files.createTempDirectory(directory, "logs"));
        command.addAll(List.of("-cp", programs(), service.getName(), Integer.toString(requests), blocking));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).contains(requests + " answers");
        return out;
    }

    /** The class path of the programs, on which nothing of the agent is. */
    private static String programs() {
        return classPath()
                .filter(entry -> !entry.matches(".*[/-](agent|model)[/-].*") && !entry.contains(OPEN_TELEMETRY))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Stream<String> classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator));
    }

    private static String words(Report report) {
        return report.findings().stream().map(ServicesTest::words).collect(Collectors.joining("\n"));
    }

    private static String words(Report.Told told) {
        return told.finding().severity() + " " + told.finding().leafId() + " "
                + told.finding().message() + "\n  "
                + (told.evidence() == null
                        ? ""
                        : String.join("\n  ", told.evidence().stack()));
    }
}
