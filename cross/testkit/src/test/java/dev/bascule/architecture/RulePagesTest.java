package dev.bascule.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.stage.RuleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule that an exception can cite has its page. That every page is that of a rule, inspect/model tests. */
class RulePagesTest {

    private static final List<String> SECTIONS =
            List.of("## Example", "## Message", "## Why", "## Fix", "## How to allow or avoid it");

    private static final Path ROOT = RepositorySources.root();

    @ParameterizedTest
    @EnumSource(RuleId.class)
    void rule_each_hasAPageWithAllSections(RuleId rule) throws IOException {
        Path page = ROOT.resolve(rule.page());
        assertThat(page).isRegularFile();
        String text = Files.readString(page);
        assertThat(text).startsWith("# " + rule.name() + ": ");
        assertThat(text.lines().filter(line -> line.startsWith("## "))).isEqualTo(SECTIONS);
        assertThat(section(text, "## Example")).contains("```java");
        assertThat(section(text, "## Message")).contains("\n" + rule.name() + ": ", rule.page());
        assertThat(section(text, "## Fix")).contains("```java");
    }

    private static String section(String text, String heading) {
        String after = text.substring(text.indexOf(heading) + heading.length());
        int next = after.indexOf("\n## ");
        return next < 0 ? after : after.substring(0, next);
    }
}
