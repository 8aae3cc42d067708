package dev.bascule.inspect.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void fingerprint_ofKnownParts_neverChanges() {
        // Baselines in other repositories hold such texts: a change here must be a version 2.
        assertThat(Fingerprint.of("BSC101", "com.acme.Handler", "read", "jdk.sleep"))
                .isEqualTo("v1-f49bbd1a315c5582");
    }

    @Test
    void fingerprint_sameCodeOnAnotherLine_isTheSame() {
        assertThat(Fingerprint.of(Findings.sleep("com.acme.Handler", "read", 7)))
                .isEqualTo(Fingerprint.of(Findings.sleep("com.acme.Handler", "read", 700)));
    }

    @Test
    void fingerprint_anyPartChanged_isAnother() {
        assertThat(new String[] {
                    Fingerprint.of("BSC101", "A", "read", "jdk.sleep"),
                    Fingerprint.of("BSC102", "A", "read", "jdk.sleep"),
                    Fingerprint.of("BSC101", "B", "read", "jdk.sleep"),
                    Fingerprint.of("BSC101", "A", "write", "jdk.sleep"),
                    Fingerprint.of("BSC101", "A", "read", "jdk.park"),
                    Fingerprint.of("BSC101", "Ar", "ead", "jdk.park")
                })
                .doesNotHaveDuplicates()
                .allMatch(Fingerprint::isOne);
    }

    @Test
    void text_thatIsNone_isSeen() {
        assertThat(Fingerprint.isOne("v1-0123456789abcde")).isFalse();
        assertThat(Fingerprint.isOne("v2-0123456789abcdef")).isFalse();
        assertThat(Fingerprint.isOne("")).isFalse();
    }
}
