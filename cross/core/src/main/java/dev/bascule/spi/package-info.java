/** Where programs plug in: recognisers of foreign loops, carriers of context, sources of time. */
@NullMarked
package dev.bascule.spi;

import org.jspecify.annotations.NullMarked;
