package dev.bascule.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** The files that the server serves, each with a text of its own, and where the client puts its copies. */
record Corpus(Path originals, Path copies) {
    private static final int LINES = 40;

    /** Writes the originals. */
    static Corpus write(TempDir temp, int files) throws IOException {
        Corpus corpus = new Corpus(temp.directory("originals"), temp.directory("copies"));
        for (int i = 0; i < files; i++) {
            Files.writeString(corpus.original(i), text(i));
        }
        return corpus;
    }

    private static String text(int number) {
        Random random = new Random(number);
        StringBuilder text = new StringBuilder("order ").append(number).append('\n');
        for (int i = 0; i < LINES; i++) {
            text.append(Long.toHexString(random.nextLong())).append('\n');
        }
        return text.toString();
    }

    /** The same originals, copied to another place. */
    Corpus copyingTo(Path directory) {
        return new Corpus(originals, directory);
    }

    Path original(int number) {
        return originals.resolve(number + ".txt");
    }

    Path copy(int number) {
        return copies.resolve(number + ".txt");
    }

    /** Whether the copy has the original's content; blocks. */
    boolean isFaithful(int number) throws IOException {
        return Files.mismatch(original(number), copy(number)) == -1;
    }
}
