package dev.bascule.inspect.cli.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void text_ofEachUnit_isRead() {
        assertThat(Durations.parse("20 ms")).isEqualTo(Duration.ofMillis(20));
        assertThat(Durations.parse("500us")).isEqualTo(Duration.ofNanos(500_000));
        assertThat(Durations.parse("0 ns")).isZero();
        assertThat(Durations.parse("0")).isZero();
        assertThat(Durations.parse("2 s")).isEqualTo(Duration.ofSeconds(2));
        assertThat(Durations.parse("3 m")).isEqualTo(Duration.ofMinutes(3));
        assertThat(Durations.parse("4 h")).isEqualTo(Duration.ofHours(4));
        assertThat(Durations.parse("999999999999 d")).isEqualTo(Duration.ofDays(999_999_999_999L));
    }

    @Test
    void text_thatIsNoDuration_isRefusedWithWhatWasExpected() {
        for (String text : new String[] {"", "5", "ms", "-1ms", "1.5 s", "1 week", "1ms 2us"}) {
            assertThatThrownBy(() -> Durations.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + text + "' is not a duration: expected a number and a unit");
        }
    }

    @Test
    void duration_isWrittenInTheUnitThatSuitsIt() {
        assertThat(Durations.text(Duration.ofMillis(20))).isEqualTo("20 ms");
        assertThat(Durations.text(Duration.ofNanos(1500))).isEqualTo("1500 ns");
        assertThat(Durations.text(Duration.ofNanos(2000))).isEqualTo("2 us");
        assertThat(Durations.text(Duration.ofDays(999_999_999_999L))).isEqualTo("86399999999913600 s");
    }
}
