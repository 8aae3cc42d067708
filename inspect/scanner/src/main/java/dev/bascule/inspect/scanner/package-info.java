/** The bytecode lens: reads class files, and finds the paths on which a thread that must not block does. */
@NullMarked
package dev.bascule.inspect.scanner;

import org.jspecify.annotations.NullMarked;
