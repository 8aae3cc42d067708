package dev.bascule.inspect.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Hub;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.CatalogReader;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.rule.Rules;
import dev.bascule.inspect.scanner.hub.Steps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubsTest {
    private static final String CALLBACKS =
            "contracts: [{implementing: dev.bascule.inspect.scanner.hub.Steps$Callback, methods: call, runs-on: loop,"
                    + " why: a test}]";

    @Test
    void hub_thatEndsPaths_isNamed() throws Exception {
        ScanResult result = scan(CALLBACKS);
        assertThat(result.findings()).isEmpty();
        assertThat(result.unseen().unresolvedCalls()).isPositive();
        assertThat(result.hubs()).singleElement().satisfies(hub -> {
            assertThat(hub.method().className()).isEqualTo(Steps.Step.class.getName());
            assertThat(hub.method().method()).isEqualTo("run");
            assertThat(hub.paths()).isEqualTo(6);
            assertThat(hub.advice()).startsWith("It could run more than 5 methods.");
        });
    }

    @Test
    void row_thatAHubAdvises_settlesIt() throws Exception {
        Hub hub = scan(CALLBACKS).hubs().get(0);
        String row = hub.advice().substring(hub.advice().indexOf("contracts:"));
        assertThat(scan(CALLBACKS, row).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.site().className()).endsWith("Sleeping"));
    }

    @Test
    void hub_underMethodsThatPromiseAStage_isSaidToWaitOrNot() throws Exception {
        Hub hub = scan().hubs().get(0);
        assertThat(hub.method().method()).isEqualTo("run");
        String row = hub.advice().substring(hub.advice().indexOf("leaves:"));
        assertThat(scan(row).findings()).hasSize(3).allSatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo("BSC104");
            assertThat(finding.site().className()).endsWith("Promising");
        });
    }

    private static ScanResult scan(String... rows) throws Exception {
        List<Catalog> catalogs = new ArrayList<>(List.of(Catalogs.builtIn()));
        for (String each : rows) {
            catalogs.add(CatalogReader.read("test.yaml", each + "\n", Rules.builtIn()));
        }
        Path classes = Path.of(
                Steps.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path directory = classes.resolve(Steps.class.getPackageName().replace('.', '/'));
        return Scanner.scan(
                new ScanRequest(List.of(directory), List.of()), CatalogReader.merge(catalogs), Progress.NONE);
    }
}
