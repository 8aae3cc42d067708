/** The flight-recording lens: what a recording of a program that ran tells of threads that must not block. */
@NullMarked
package dev.bascule.inspect.cli.jfr;

import org.jspecify.annotations.NullMarked;
