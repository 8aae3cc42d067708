/** The engine; not exported, and free to change. */
@NullMarked
package dev.bascule.internal;

import org.jspecify.annotations.NullMarked;
