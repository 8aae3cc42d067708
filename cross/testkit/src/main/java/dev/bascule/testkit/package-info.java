/** Time and order under a test's control. */
@NullMarked
package dev.bascule.testkit;

import org.jspecify.annotations.NullMarked;
