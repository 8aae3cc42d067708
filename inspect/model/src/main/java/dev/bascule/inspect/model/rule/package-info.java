/** The rules, as data. */
@NullMarked
package dev.bascule.inspect.model.rule;

import org.jspecify.annotations.NullMarked;
