package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void threshold_thatIsNoTimeOrTooLong_isToldWithAnExample() {
        assertThat(Options.parse("threshold=500us").threshold()).isEqualTo(Duration.ofNanos(500_000));
        assertThatThrownBy(() -> Options.parse("threshold=5"))
                .hasMessage("threshold must be a whole number and its unit (ns, us, ms or s), as 500us, was '5'");
        assertThatThrownBy(() -> Options.parse("threshold=999999999999999999s"))
                .hasMessage("threshold must be at most a year, was '999999999999999999s'");
        assertThatThrownBy(() -> Options.parse("threshold=999999999999999999us"))
                .hasMessageContaining("at most a year");
    }
}
