package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.OurLog;
import dev.bascule.internal.Settings.Sites;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String PROPERTY = "bascule.settings-test";

    private final OurLog log = new OurLog();

    @AfterEach
    void clear() {
        log.close();
        System.clearProperty(PROPERTY);
    }

    private List<String> told() {
        return log.messages().stream().filter(text -> text.contains(PROPERTY)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "ALL", " All "})
    void choice_inAnyCase_isTaken(String value) {
        System.setProperty(PROPERTY, value);
        assertThat(Settings.choice(PROPERTY, Sites.NONE)).isEqualTo(Sites.ALL);
        assertThat(told()).isEmpty();
    }

    @Test
    void choice_thatDoesNotExist_isToldWithWhatIsUsedInstead() {
        System.setProperty(PROPERTY, "some");
        assertThat(Settings.choice(PROPERTY, Sites.NONE)).isEqualTo(Sites.NONE);
        assertThat(told())
                .containsExactly(
                        "system property " + PROPERTY + " must be one of none, all, was 'some'; none is used instead");
    }

    @Test
    void millis_inRange_areTaken() {
        System.setProperty(PROPERTY, " 300 ");
        assertThat(Settings.millis(PROPERTY, 2_000)).isEqualTo(300);
        System.setProperty(PROPERTY, "1000000000000");
        assertThat(Settings.millis(PROPERTY, 2_000) * 1_000_000).isPositive();
        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "0", "", "2s", "1000000000001", "99999999999999999999"})
    void millis_thatCannotBeUsed_areToldWithWhatIsUsedInstead(String value) {
        System.setProperty(PROPERTY, value);
        assertThat(Settings.millis(PROPERTY, 2_000)).isEqualTo(2_000);
        assertThat(told())
                .containsExactly("system property " + PROPERTY
                        + " must be a whole number from 1 to 1000000000000, was '" + value + "'; 2000 is used instead");
    }

    @Test
    void settings_notGiven_areSilent() {
        assertThat(Settings.choice(PROPERTY, Sites.ALL)).isEqualTo(Sites.ALL);
        assertThat(Settings.millis(PROPERTY, 7)).isEqualTo(7);
        assertThat(told()).isEmpty();
    }

    @Test
    void program_withBadSettings_isToldOfEach() throws Exception {
        Process program = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dbascule.proof=maybe",
                        "-Dbascule.sites=some",
                        "-Dbascule.suspect.millis=-5",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(program.getInputStream().readAllBytes());
        assertThat(program.waitFor()).isZero();
        assertThat(output)
                .contains(
                        "bascule.proof must be one of throw, report, off, was 'maybe'; throw is used",
                        "bascule.sites must be one of none, all, was 'some'; none is used",
                        "bascule.suspect.millis must be a whole number",
                        "was '-5'; 2000 is used");
    }

    /** A program of its own. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) {
            assertThat(Bridge.promise("done").complete("x")).isTrue();
        }
    }
}
