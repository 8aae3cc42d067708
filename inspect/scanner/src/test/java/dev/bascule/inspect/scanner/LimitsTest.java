package dev.bascule.inspect.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.scanner.limits.Dynamic;
import dev.bascule.inspect.scanner.limits.Limit;
import dev.bascule.inspect.scanner.limits.Shapes;
import dev.bascule.inspect.scanner.limits.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the scan follows and what it does not is as LIMITS.md says. */
class LimitsTest {
    private static final List<Finding> FOUND = Scans.ofPackage(Dynamic.class);

    @TestFactory
    Stream<DynamicTest> limit_each_isWhereItIsSaidToBe() {
        return limits().map(each -> DynamicTest.dynamicTest(
                limit(each).value(),
                () -> assertThat(isFound(each)).isEqualTo(limit(each).isFound())));
    }

    @Test
    void limits_all_standInThePage() throws IOException {
        List<String> page = Files.readAllLines(Path.of("LIMITS.md"));
        assertThat(limits().map(each ->
                        "| " + limit(each).value() + " | " + (limit(each).isFound() ? "yes" : "no")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(page).anyMatch(line -> line.startsWith(row + " |")));
    }

    private static Stream<Class<?>> limits() {
        return Stream.of(Dynamic.class, Shapes.class, Sizes.class)
                .flatMap(top -> Stream.of(top.getDeclaredClasses()))
                .filter(each -> each.isAnnotationPresent(Limit.class));
    }

    private static Limit limit(Class<?> each) {
        return each.getAnnotation(Limit.class);
    }

    /** Whether what the class does on the loop is found, wherever it then parks. */
    private static boolean isFound(Class<?> each) {
        return FOUND.stream()
                .filter(finding -> finding.confidence() != Confidence.POSSIBLE)
                .anyMatch(finding -> finding.path().stream()
                        .anyMatch(step -> step.place().className().startsWith(each.getName())));
    }
}
