/** What a crossing speaks of: how a wait may nest, how a call is cancelled, and what is thrown. */
@NullMarked
package dev.bascule.stage;

import org.jspecify.annotations.NullMarked;
