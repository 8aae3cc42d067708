package dev.bascule.inspect.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.scanner.find.JdkFinds;
import dev.bascule.inspect.scanner.find.LoopFinds;
import dev.bascule.inspect.scanner.find.QueueFinds;
import dev.bascule.inspect.scanner.find.ReactorFinds;
import dev.bascule.inspect.scanner.find.RxFinds;
import dev.bascule.inspect.scanner.find.StageFinds;
import dev.bascule.inspect.scanner.find.SubscriberFinds;
import dev.bascule.inspect.scanner.find.WebFinds;
import dev.bascule.inspect.scanner.spare.ReactorSpares;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Small programs of which is known where they block a thread that must not, and where they do not. */
class CorpusTest {
    private static final List<Class<?>> TOPS = List.of(
            JdkFinds.class,
            LoopFinds.class,
            QueueFinds.class,
            ReactorFinds.class,
            RxFinds.class,
            StageFinds.class,
            SubscriberFinds.class,
            WebFinds.class);
    private static final List<Finding> FOUND = Scans.ofPackage(ReactorFinds.class);

    /** Each method that bears {@link Expect} is the site of what it says. */
    @TestFactory
    Stream<DynamicTest> mustFind_eachExpectedSite_isFound() {
        return sites().stream()
                .map(site -> DynamicTest.dynamicTest(name(site), () -> {
                    Expect expected = site.getAnnotation(Expect.class);
                    assertThat(FOUND)
                            .filteredOn(finding -> isAt(finding, site))
                            .as(name(site))
                            .anySatisfy(finding -> {
                                assertThat(finding.rule()).isEqualTo(expected.value());
                                assertThat(finding.confidence()).isGreaterThanOrEqualTo(expected.confidence());
                            });
                }));
    }

    @Test
    void mustFind_nothingElse_isFound() {
        assertThat(FOUND)
                .filteredOn(finding -> finding.confidence() != Confidence.POSSIBLE
                        && sites().stream().noneMatch(site -> isAt(finding, site)))
                .isEmpty();
    }

    @Test
    void mustNotFind_harmlessPrograms_giveNothing() {
        assertThat(Scans.ofPackage(ReactorSpares.class))
                .filteredOn(finding -> finding.confidence() != Confidence.POSSIBLE)
                .isEmpty();
    }

    private static List<Method> sites() {
        List<Method> sites = new ArrayList<>();
        for (Class<?> each : classes()) {
            Arrays.stream(each.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Expect.class))
                    .forEach(sites::add);
        }
        assertThat(sites).hasSizeGreaterThan(10);
        return sites;
    }

    private static List<Class<?>> classes() {
        List<Class<?>> all = new ArrayList<>();
        for (Class<?> top : TOPS) {
            all.add(top);
            all.addAll(Arrays.asList(top.getDeclaredClasses()));
        }
        return all;
    }

    private static boolean isAt(Finding finding, Method site) {
        return finding.site().className().equals(site.getDeclaringClass().getName())
                && finding.site().method().equals(site.getName());
    }

    private static String name(Method site) {
        return site.getDeclaringClass().getSimpleName() + "." + site.getName();
    }
}
