package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.agent.Agent;
import dev.bascule.inspect.agent.program.Odd;
import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import java.io.DataInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent beside others, in odd JVMs and with odd programs: it sees what there is to see, and the program notices nothing. */
class SurroundingsTest extends ProgramTest {
    private static final String AGENT = "-javaagent:%s";
    private static final String HOOKED = "sleep jdk.sleep";

    private static final String CLASSES = Stream.of(
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                            .split(File.pathSeparator))
            .filter(entry -> entry.endsWith("test-classes"))
            .findFirst()
            .orElseThrow();

    /** Runs a program with exactly those arguments of the JVM; it must end well. */
    private static String java(List<String> jvm, Map<String, String> environment, String mode) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(Odd.class.getName(), mode));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).contains("done").doesNotContain("nothing is watched");
        return out;
    }

    /** The programs in a jar. */
    private static Path pack(String name, String... manifest) throws Exception {
        Path jar = directory.resolve(name);
        Path lines = Files.write(directory.resolve(name + ".txt"), List.of(manifest));
        String tool = Path.of(System.getProperty("java.home"), "bin", "jar").toString();
        String programs = Odd.class.getPackageName().replace('.', '/');
        Process process = new ProcessBuilder(tool, "cfm", jar.toString(), lines.toString(), "-C", CLASSES, programs)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return jar;
    }

    private static String agent(Path report, String more) {
        return String.format(AGENT, jar()) + "=format=json,report=" + report + more;
    }

    private static Report read(Path report) throws Exception {
        return JsonReader.read(report.toString(), Files.readString(report));
    }

    private static Report watched(String mode, List<String> before, List<String> after) throws Exception {
        Path report = Files.createTempFile(directory, "report", ".json");
        List<String> jvm = new ArrayList<>(before);
        jvm.add(agent(report, ""));
        jvm.addAll(after);
        jvm.addAll(List.of("-cp", CLASSES));
        java(jvm, Map.of(), mode);
        return read(report);
    }

    private static String jacoco() {
        String jacoco = Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> entry.contains("org.jacoco.agent"))
                .findFirst()
                .orElseThrow();
        return String.format(AGENT, jacoco) + "=destfile=" + directory.resolve("jacoco.exec");
    }

    @Test
    void otherAgent_beforeOrAfter_makesNoDifference() throws Exception {
        assertThat(sites(watched("sleep", List.of(jacoco()), List.of()), false)).containsExactly(HOOKED);
        assertThat(sites(watched("sleep", List.of(), List.of(jacoco())), false)).containsExactly(HOOKED);
        assertThat(directory.resolve("jacoco.exec")).isNotEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:-EnableDynamicAgentLoading",
                "-Xverify:all",
                "-Xshare:auto",
                "-Xshare:off",
                "-Xint",
                "-XX:+UseSerialGC"
            })
    void jvm_withOtherOptions_isWatched(String option) throws Exception {
        assertThat(sites(watched("sleep", List.of(option), List.of()), false)).containsExactly(HOOKED);
    }

    @Test
    void archiveOfClasses_isUsed() throws Exception {
        Path jar = pack("odd.jar", "Main-Class: " + Odd.class.getName());
        Path archive = directory.resolve("odd.jsa");
        java(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", jar.toString()), Map.of(), "sleep");
        Path report = Files.createTempFile(directory, "report", ".json");
        String out = java(
                List.of(
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:class+load",
                        agent(report, ""),
                        "-cp",
                        jar.toString()),
                Map.of(),
                "sleep");
        assertThat(sites(read(report), false)).containsExactly(HOOKED);
        assertThat(out).contains("java.util.ArrayList source: shared objects file");
    }

    @Test
    void loader_thatAsksNoOther_isWatched() throws Exception {
        assertThat(sites(watched("isolated", List.of(), List.of()), false)).containsExactly(HOOKED);
    }

    @Test
    void program_thatIsAnAgentAndRetransforms_isWatched() throws Exception {
        Path own = pack("own.jar", "Premain-Class: " + Odd.class.getName(), "Can-Retransform-Classes: true");
        Report report = watched("retransform", List.of(String.format(AGENT, own)), List.of());
        assertThat(report.findings()).singleElement().satisfies(told -> {
            assertThat(told.evidence()).isNotNull();
            assertThat(told.evidence().count()).isEqualTo(2);
        });
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void program_withASecurityManager_isLeftAlone_andItIsSaidWhatIsNotSeen() throws Exception {
        Path policy = Files.writeString(directory.resolve("none.policy"), "grant {};\n");
        Path report = directory.resolve("denied.txt");
        String out = java(
                List.of(
                        "-Djava.security.manager=allow",
                        "-Djava.security.policy==" + policy,
                        String.format(AGENT, jar()) + "=report=" + report,
                        "-cp",
                        CLASSES),
                Map.of(),
                "guarded");
        assertThat(report).doesNotExist();
        assertThat(out.replaceAll("\\s+", " "))
                .contains("bascule-agent: cannot write the report: ", "while the program has a SecurityManager")
                .doesNotContain("this JVM has no", " at java.base/");
    }

    @Test
    void child_thatInheritsTheEnvironment_isWatchedToo() throws Exception {
        Path journals = Files.createTempDirectory(directory, "journals");
        java(
                List.of("-cp", CLASSES),
                Map.of("JAVA_TOOL_OPTIONS", String.format(AGENT, jar()) + "=journal=" + journals),
                "child");
        try (Stream<Path> files = Files.list(journals)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void flood_ofPlaces_staysInItsBounds_andIsToldOf() throws Exception {
        Path report = Files.createTempFile(directory, "report", ".json");
        java(List.of("-Xmx96m", agent(report, ",threshold=0ns,notes"), "-cp", CLASSES), Map.of(), "flood");
        Report read = read(report);
        assertThat(read.findings()).isNotEmpty();
        assertThat(read.unseen().gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo("dropped");
            assertThat(gap.count()).isPositive();
        });
    }

    @Test
    void olderJvm_loadsWhatItStarts_andIsNotWatched() throws Exception {
        try (var in = new DataInputStream(Objects.requireNonNull(Agent.class.getResourceAsStream("Agent.class")))) {
            in.readInt();
            assertThat(in.readInt()).as("version of Java 8").isEqualTo(52);
        }
        assertThat(Stream.of("1.8", "9", "16", "17", "25").filter(Agent::isTooOld))
                .containsExactly("1.8", "9", "16");
    }
}
