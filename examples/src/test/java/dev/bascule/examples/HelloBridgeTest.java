package dev.bascule.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelloBridgeTest {

    @Test
    void greet_aName_isGreeted() throws Exception {
        assertThat(HelloBridge.greet("Ada")).isEqualTo("Hello, Ada!");
    }
}
