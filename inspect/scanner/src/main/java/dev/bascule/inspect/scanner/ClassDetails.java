package dev.bascule.inspect.scanner;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Gives what a class file says, some of it later. */
interface ClassDetails {
    /** Of a class of which no more than that is wanted. */
    static ClassDetails of(Shape shape) {
        return new Known(shape);
    }

    Shape shape();

    @Nullable
    String sourceFile();

    /** Null if nobody has looked at what the code names. */
    @Nullable
    Outline outline();

    /** Reads the code of methods, by their numbers in the file, so that to ask for them takes no time. */
    void read(BitSet methods);

    Body body(int method);

    /** Of the first instruction of a method, 0 if that is not known. */
    int line(int method);

    /** One without code. */
    record Known(Shape shape) implements ClassDetails {
        @Override
        public @Nullable String sourceFile() {
            return null;
        }

        @Override
        public @Nullable Outline outline() {
            return null;
        }

        @Override
        public void read(BitSet methods) {
            // there is none
        }

        @Override
        public Body body(int method) {
            return Body.EMPTY;
        }

        @Override
        public int line(int method) {
            return 0;
        }
    }
}
