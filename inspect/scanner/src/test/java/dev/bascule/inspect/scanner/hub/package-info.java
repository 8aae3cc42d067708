@NullMarked
package dev.bascule.inspect.scanner.hub;

import org.jspecify.annotations.NullMarked;
