package dev.bascule.inspect.scanner;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The methods that a class declares, as hashes of name and descriptor: enough to know of most methods that the class does
 * not have them, without reading it again.
 */
final class MethodNames {
    static final MethodNames NONE = new MethodNames(new int[0]);

    private final int[] hashes;

    private MethodNames(int[] hashes) {
        this.hashes = hashes;
    }

    /** Made of what {@link #hash} gave for each. */
    static MethodNames of(IntStream hashes) {
        int[] sorted = hashes.sorted().toArray();
        return sorted.length == 0 ? NONE : new MethodNames(sorted);
    }

    static int hash(String name, String descriptor) {
        return 31 * name.hashCode() + descriptor.hashCode();
    }

    /** False if it is certain that there is none. */
    boolean mayHave(String name, String descriptor) {
        return Arrays.binarySearch(hashes, hash(name, descriptor)) >= 0;
    }

    int size() {
        return hashes.length;
    }

    IntStream hashes() {
        return Arrays.stream(hashes);
    }
}
