/** Hangs that were proven or are suspected, and the waits of the moment. */
@NullMarked
package dev.bascule.hang;

import org.jspecify.annotations.NullMarked;
