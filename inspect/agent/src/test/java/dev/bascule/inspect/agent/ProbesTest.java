package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.agent.program.probe.Probe;
import dev.bascule.inspect.agent.program.probe.Probes;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Step;
import dev.bascule.inspect.model.report.Report;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each call of the JDK that blocks is told, and nothing else is. */
class ProbesTest extends ProgramTest {
    /** {@code Part.method leaf} */
    private static Set<String> seen = Set.of();

    @BeforeAll
    static void run() throws Exception {
        Report report = watch(Probes.class.getName());
        seen = report.findings().stream().flatMap(ProbesTest::seen).collect(Collectors.toSet());
    }

    private static Stream<String> seen(Report.Told told) {
        return told.finding().path().stream()
                .map(Step::place)
                .map(place -> name(place) + " " + told.finding().leafId());
    }

    private static String name(Place place) {
        return place.className().substring(place.className().lastIndexOf('.') + 1) + "." + place.method();
    }

    @Test
    void everyProbe_isTold() {
        Set<String> missing = new TreeSet<>();
        for (Method probe : Probes.probes()) {
            List<String> leaves =
                    List.of(probe.getAnnotation(Probe.class).value().split("\\|"));
            if (leaves.stream().noneMatch(leaf -> seen.contains(Probes.name(probe) + " " + leaf))) {
                missing.add(Probes.name(probe) + " " + leaves);
            }
        }
        assertThat(missing).isEmpty();
        assertThat(Probes.probes()).hasSizeGreaterThan(200);
    }

    @Test
    void noControl_isTold() {
        Set<String> controls = Probes.controls().stream().map(Probes::name).collect(Collectors.toSet());
        assertThat(seen).noneMatch(each -> controls.contains(each.split(" ", 2)[0]));
        assertThat(controls).hasSizeGreaterThan(40);
    }
}
