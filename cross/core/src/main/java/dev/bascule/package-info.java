/** The front door: {@link dev.bascule.Bridge} crosses between blocking and non-blocking code. */
@NullMarked
package dev.bascule;

import org.jspecify.annotations.NullMarked;
