/** Functions that may throw checked exceptions, and a function of three arguments. */
@NullMarked
package dev.bascule.function;

import org.jspecify.annotations.NullMarked;
