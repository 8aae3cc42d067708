package dev.bascule.inspect.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.internal.Resources;
import dev.bascule.inspect.model.rule.Rules;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A damaged file is read or its mistakes are told; nothing else happens. */
class MutatedCatalogTest {
    private static final String[] PARTS = {
        ":",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!!int ",
        "'",
        "\"",
        "\n",
        "\t",
        "|",
        ">",
        "#",
        "? ",
        "%",
        "@",
        "`",
        "---\n",
        "\0",
        "\uFEFF",
        "\u00e9",
        "\uD83D\uDE00",
        "\uD800",
        "  ",
        "~",
        "<<: ",
        "(",
        ")",
        "9999999999999999999",
        "leaves:\n"
    };

    @ParameterizedTest
    @ValueSource(strings = {"jdk.yaml", "jdk-callbacks.yaml", "reactor.yaml"})
    void file_damagedAnywhere_isReadOrToldButNothingElse(String file) {
        String text = Resources.text(Catalogs.class, file);
        Random random = new Random(file.hashCode());
        int told = 0;
        for (int i = 0; i < 400; i++) {
            StringBuilder damaged = new StringBuilder(part(text, random));
            for (int j = random.nextInt(4); j >= 0; j--) {
                damage(damaged, random);
            }
            try {
                CatalogReader.read("a.yaml", damaged.toString(), Rules.builtIn());
            } catch (InvalidFileException mistakes) {
                told++;
                assertThat(mistakes.getMessage()).startsWith("a.yaml").doesNotContain("Exception");
            }
        }
        assertThat(told).isGreaterThan(100);
    }

    /** Some of the rows, so that it does not take long. */
    private static String part(String text, Random random) {
        int from = text.indexOf("\nleaves:") >= 0 ? text.indexOf("\nleaves:") : text.indexOf("\ncallbacks:");
        return text.substring(from + 1, Math.min(text.length(), from + 500 + random.nextInt(2000)));
    }

    private static void damage(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, PARTS[random.nextInt(PARTS.length)].repeat(1 + random.nextInt(3)));
            case 1 -> text.replace(at, at + 1, PARTS[random.nextInt(PARTS.length)]);
            case 2 -> text.delete(at, Math.min(text.length() - 1, at + random.nextInt(30)));
            default -> text.insert(at, text.substring(at / 2, at / 2 + random.nextInt(1 + at / 2)));
        }
    }
}
