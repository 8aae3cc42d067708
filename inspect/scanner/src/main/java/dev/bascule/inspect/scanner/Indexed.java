package dev.bascule.inspect.scanner;

import org.jspecify.annotations.Nullable;

/**
 * A class, but for the inside of its methods: what the first look at its file gives, and what is kept for the next scan.
 *
 * @param outline null if it is one of a library, whose code is looked at where a path leads to it
 */
record Indexed(Header header, @Nullable Outline outline) {}
