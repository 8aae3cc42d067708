/** What is known of libraries, and how it is read. */
@NullMarked
package dev.bascule.inspect.model.catalog;

import org.jspecify.annotations.NullMarked;
