/**
 * What every primitive that threads and loops share must hold, as suites of tests to be subclassed: for Bascule's own
 * primitives, for wrappers around them, and for others of the kind. Needs JUnit Jupiter and AssertJ.
 */
@NullUnmarked // tests: a null that should not be fails them
package dev.bascule.testkit.contract;

import org.jspecify.annotations.NullUnmarked;
