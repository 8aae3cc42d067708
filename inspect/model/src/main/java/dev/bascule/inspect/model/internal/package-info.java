/** How files are read. */
@NullMarked
package dev.bascule.inspect.model.internal;

import org.jspecify.annotations.NullMarked;
