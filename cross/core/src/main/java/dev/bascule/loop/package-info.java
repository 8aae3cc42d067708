/** An event loop: one thread that runs many callbacks in turn. */
@NullMarked
package dev.bascule.loop;

import org.jspecify.annotations.NullMarked;
