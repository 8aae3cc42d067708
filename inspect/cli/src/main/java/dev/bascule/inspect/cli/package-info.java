/** The command line. */
@NullMarked
package dev.bascule.inspect.cli;

import org.jspecify.annotations.NullMarked;
