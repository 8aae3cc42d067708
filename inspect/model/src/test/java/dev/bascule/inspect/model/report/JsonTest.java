package dev.bascule.inspect.model.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Findings;
import dev.bascule.inspect.model.file.InvalidFileException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JsonTest {
    private final String full = Reports.write(new JsonWriter(), Reports.full());

    @Test
    void report_writtenAndRead_isTheSame() throws Exception {
        assertThat(JsonReader.read("a.json", full)).isEqualTo(Reports.full());
    }

    @Test
    void report_written_hasTheDocumentedFields() throws Exception {
        Map<String, Object> all = JSON.std.mapFrom(full);
        assertThat(all.keySet()).containsExactly("schema", "tool", "input", "findings", "hidden", "unseen", "hubs");
        Map<?, ?> finding = (Map<?, ?>) ((List<?>) all.get("findings")).get(0);
        assertThat(finding.keySet().stream().map(Object::toString))
                .containsExactly(
                        "rule",
                        "fingerprint",
                        "confidence",
                        "severity",
                        "lenses",
                        "root",
                        "site",
                        "leaf",
                        "path",
                        "message",
                        "why",
                        "fix",
                        "help");
        assertThat(JSON.std.asString(finding.get("root")))
                .isEqualTo("{\"class\":\"com.acme.Server\",\"method\":\"start\",\"descriptor\":\"()V\","
                        + "\"file\":\"Server.java\",\"line\":12,\"why\":\"Netty calls it on an event loop\"}");
        assertThat(JSON.std.asString(finding.get("leaf")))
                .isEqualTo("{\"class\":\"java.lang.Thread\",\"method\":\"sleep\",\"id\":\"jdk.sleep\"}");
        assertThat(JSON.std.asString(((List<?>) finding.get("path")).get(2)))
                .isEqualTo("{\"class\":\"java.lang.Thread\",\"method\":\"sleep\",\"descriptor\":\"(J)V\",\"line\":0,"
                        + "\"edge\":\"exact\"}");
    }

    @Test
    void field_thatIsNotKnown_isPassedOver() throws Exception {
        String newer = full.replaceFirst("\\{", "{\"new\":{\"a\":[1]},");
        assertThat(JsonReader.read("a.json", newer)).isEqualTo(Reports.full());
    }

    @Test
    void text_thatIsNoReport_isToldWithItsPlace() {
        assertThat(mistake("")).startsWith("a.json").contains("is not JSON");
        assertThat(mistake("{\"schema\":\n1,,}")).startsWith("a.json:2: is not JSON: ");
        assertThat(mistake("[]")).isEqualTo("a.json: the whole must be an object, was a list");
        assertThat(mistake("{\"schema\":2}")).isEqualTo("a.json: schema must be 1, which this version reads, was 2");
        assertThat(mistake(full.replace("\"LIKELY\"", "1").replace("\"likely\"", "\"maybe\"")))
                .contains("a.json: findings[1].confidence must be one of [possible, likely, certain], was 'maybe'")
                .contains("a.json: findings[1].path[1].edge must be exact, likely or possible, was 'maybe'");
    }

    @Test
    void text_damagedAnywhere_isReadOrToldButNothingElse() {
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder damaged = new StringBuilder(full);
            for (int j = random.nextInt(3); j >= 0; j--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, "{}[]\",:0x\n".charAt(random.nextInt(10)));
                    case 1 -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(200)));
                    default -> damaged.insert(at, damaged.substring(at / 2, at / 2 + random.nextInt(1 + at / 2)));
                }
            }
            try {
                JsonReader.read("a.json", damaged.toString());
            } catch (InvalidFileException told) {
                assertThat(told.mistakes()).isNotEmpty();
            }
        }
    }

    @Test
    void reports_merged_tellAFindingOnceWithAllLenses() {
        Report first = Reports.of(Findings.of("com.acme.A", "read", 1, Confidence.LIKELY, Severity.ERROR));
        Report second = new Report(
                new Report.Tool("bascule", "1.0"),
                new Report.Input(List.of("other.jar"), List.of("lib"), 4),
                List.of(
                        new Report.Told(Findings.sleep("com.acme.A", "read", 2), "agent"),
                        new Report.Told(Findings.sleep("com.acme.B", "read", 2), "agent")),
                new Report.Hidden(1, 0, 0, 0),
                Reports.full().unseen(),
                List.of());
        Report merged = Report.merge(List.of(first, second));
        assertThat(merged.findings())
                .containsExactly(
                        new Report.Told(
                                Findings.sleep("com.acme.A", "read", 2),
                                new TreeSet<>(List.of("agent", "scan")),
                                null,
                                null),
                        new Report.Told(Findings.sleep("com.acme.B", "read", 2), "agent"));
        assertThat(merged.input()).isEqualTo(new Report.Input(List.of("app.jar", "other.jar"), List.of("lib"), 7));
        assertThat(merged.isIncomplete()).isTrue();
    }

    private static String mistake(String text) {
        InvalidFileException thrown =
                catchThrowableOfType(InvalidFileException.class, () -> JsonReader.read("a.json", text));
        assertThat(thrown).as("a mistake in %s", text).isNotNull();
        return thrown.getMessage();
    }
}
