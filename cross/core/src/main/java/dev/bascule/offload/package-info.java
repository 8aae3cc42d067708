/** A bounded place where blocking or heavy work may run. */
@NullMarked
package dev.bascule.offload;

import org.jspecify.annotations.NullMarked;
