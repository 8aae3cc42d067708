/** The demo: well-known accidents between blocking and non-blocking code, first as they happen, then with Bascule. */
@NullMarked
package dev.bascule.examples.demo;

import org.jspecify.annotations.NullMarked;
