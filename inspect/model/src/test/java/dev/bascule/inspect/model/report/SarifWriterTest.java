package dev.bascule.inspect.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Findings;
import dev.bascule.inspect.model.rule.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SarifWriterTest {
    private final SarifWriter writer = new SarifWriter(SourceLocator.none(), Rules.builtIn());

    /** The official schema, as a library of SARIF types brings it. */
    private static Schema schema() throws IOException {
        try (InputStream in = SarifWriterTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(in, InputFormat.JSON);
        }
    }

    @Test
    void report_full_isValidAgainstTheOfficialSchema() throws Exception {
        String text = Reports.write(writer, Reports.full());
        assertThat(schema().validate(text, InputFormat.JSON)).isEmpty();
        assertThat(schema().validate(Reports.write(writer, Reports.of()), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void schema_ofADamagedReport_findsFault() throws Exception {
        String text = Reports.write(writer, Reports.full());
        assertThat(schema().validate(text.replace("\"startLine\" : 42", "\"startLine\" : 0"), InputFormat.JSON))
                .isNotEmpty();
        assertThat(schema().validate(text.replace("\"ruleId\"", "\"rulesId\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void result_hasItsPathAsACodeFlow() {
        Map<?, ?> result = results(Reports.of(Findings.sleep())).get(0);
        List<?> steps = list(at(result, "codeFlows", 0, "threadFlows", 0, "locations"));
        assertThat(steps).hasSize(3);
        assertThat(at(steps.get(0), "location", "message", "text")).isEqualTo("Netty calls it on an event loop");
        assertThat(at(steps.get(1), "location", "physicalLocation", "region", "startLine"))
                .isEqualTo(42);
        assertThat(at(steps.get(2), "location", "physicalLocation").toString()).doesNotContain("region");
    }

    @Test
    void fingerprint_sameCodeOnAnotherLine_isTheSame() {
        Object first = results(Reports.of(Findings.sleep("A", "b", 1))).get(0).get("partialFingerprints");
        Object second = results(Reports.of(Findings.sleep("A", "b", 99))).get(0).get("partialFingerprints");
        assertThat(first).isEqualTo(second);
    }

    @Test
    void source_thatIsFound_isNamedFromTheRoot() {
        SourceLocator locator = new SourceLocator(path ->
                path.equals("com/acme/Handler.java") ? Optional.of("app/src/com/acme/Handler.java") : Optional.empty());
        Report report = Reports.of(Findings.sleep(), Findings.sleep("com.acme.odd name.Odd", "read", 1));
        List<Map<?, ?>> results = results(new SarifWriter(locator, Rules.builtIn()), report);
        assertThat(at(results.get(0), "locations", 0, "physicalLocation", "artifactLocation", "uri"))
                .isEqualTo("app/src/com/acme/Handler.java");
        assertThat(at(results.get(1), "locations", 0, "physicalLocation", "artifactLocation", "uri"))
                .isEqualTo("com/acme/odd%20name/Handler.java");
    }

    @Test
    void results_moreThanGitHubShows_areCutAndItIsSaid() {
        Finding[] many = IntStream.range(0, SarifWriter.MOST_RESULTS + 3)
                .mapToObj(i -> Findings.sleep("com.acme.C" + i, "read", 1))
                .toArray(Finding[]::new);
        Report report = Reports.of(many);
        assertThat(results(report)).hasSize(SarifWriter.MOST_RESULTS);
        assertThat(Reports.write(writer, report)).contains("only the worst 5000 findings are written; 3 are left out");
    }

    private List<Map<?, ?>> results(Report report) {
        return results(writer, report);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> results(SarifWriter writer, Report report) {
        try {
            Map<String, Object> log = JSON.std.mapFrom(Reports.write(writer, report));
            return (List<Map<?, ?>>) at(log, "runs", 0, "results");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Object at(Object from, Object... path) {
        Object at = from;
        for (Object key : path) {
            at = key instanceof Integer index ? list(at).get(index) : ((Map<?, ?>) at).get(key);
        }
        return at;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }
}
