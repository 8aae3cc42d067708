/** Finds the classes of a Maven project, and what they run with. */
@NullMarked
package dev.bascule.inspect.cli.maven;

import org.jspecify.annotations.NullMarked;
