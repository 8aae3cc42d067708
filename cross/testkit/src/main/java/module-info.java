/** A manual clock and a deterministic loop, for Bascule's tests and for the tests of its users. Needs no test library. */
module dev.bascule.testkit {
    requires transitive dev.bascule.core;
    requires static org.jspecify;

    exports dev.bascule.testkit;
}
