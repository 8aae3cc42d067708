package dev.bascule.inspect.model.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.stage.RuleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules, pages and the constants of the library speak of the same things. */
class RulesTest {
    private static final Path PAGES =
            Path.of(System.getProperty("bascule.root", "../..")).resolve("docs/rules");
    private static final List<String> SECTIONS =
            List.of("## Example", "## Message", "## Why", "## Fix", "## How to allow or avoid it");

    private final Rules rules = Rules.builtIn();

    @Test
    void rule_eachThatTheLibraryCites_isThere() {
        assertThat(Arrays.stream(RuleId.values()).map(Enum::name))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(rules.find(id)).as(id).isPresent());
    }

    @Test
    void page_each_isThatOfARuleAndEachRuleHasOne() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            rules.all().stream().map(Rule::id).toList());
        }
    }

    @Test
    void page_each_hasAllSections() {
        assertThat(rules.all()).isNotEmpty().allSatisfy(rule -> {
            String text = Files.readString(PAGES.resolve(rule.id() + ".md"));
            assertThat(text).startsWith("# " + rule.id() + ": ");
            assertThat(text.lines().filter(line -> line.startsWith("## "))).isEqualTo(SECTIONS);
        });
    }

    @Test
    void rules_all_areSortedAndSaySomething() {
        assertThat(rules.all())
                .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()))
                .allSatisfy(rule -> {
                    assertThat(rule.title()).doesNotEndWith(".");
                    assertThat(rule.why()).endsWith(".");
                    assertThat(rule.fix()).endsWith(".");
                });
    }

    @Test
    void id_thatThereIsNot_bringsTheNearestOne() {
        assertThat(rules.find("BSC1O4")).isEmpty();
        assertThat(rules.hint("BSC1O4")).isEqualTo("; did you mean 'BSC104'?");
    }
}
