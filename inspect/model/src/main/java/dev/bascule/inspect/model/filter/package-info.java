/** Which findings are told: what is known already, what is allowed, and what is left. */
@NullMarked
package dev.bascule.inspect.model.filter;

import org.jspecify.annotations.NullMarked;
