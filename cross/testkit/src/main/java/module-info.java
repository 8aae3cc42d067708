/**
 * A manual clock, a deterministic loop and contract suites, for Bascule's tests and for the tests of its users. Only the
 * suites need a test library: JUnit Jupiter and AssertJ.
 */
module dev.bascule.testkit {
    requires transitive dev.bascule.core;
    requires static org.assertj.core;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports dev.bascule.testkit;
    exports dev.bascule.testkit.contract;

    // JUnit looks for tests by reflection.
    opens dev.bascule.testkit.contract;
}
