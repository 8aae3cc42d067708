/** What all lenses speak of: findings, and how the same one is known again. */
@NullMarked
package dev.bascule.inspect.model;

import org.jspecify.annotations.NullMarked;
