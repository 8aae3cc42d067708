/** What is seen of programs that run: stacks, the journal that outlives the program, and what the catalogue says of both. */
@NullMarked
package dev.bascule.inspect.model.observed;

import org.jspecify.annotations.NullMarked;
