/** Small real programs that use Bascule. */
@NullMarked
package dev.bascule.examples;

import org.jspecify.annotations.NullMarked;
