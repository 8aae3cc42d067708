package dev.bascule.inspect.model.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong in one file, so that all of it is told at once. */
public final class Mistakes {
    /** As many are kept; a file with more is another kind of file. */
    public static final int MOST = 20;

    private final String file;
    private final List<Mistake> found = new ArrayList<>();
    private int more;

    public Mistakes(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    /** Adds one at a line that is counted from 1, or 0 for the file as a whole. */
    public void add(int line, String message) {
        add(new Mistake(file, line, message));
    }

    /** Adds one, perhaps of another file. */
    public void add(Mistake mistake) {
        if (found.size() < MOST) {
            found.add(mistake);
        } else {
            more++;
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Throws them in the order of their lines; does nothing if there are none. */
    public void throwIfAny() throws InvalidFileException {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparing(Mistake::file).thenComparingInt(Mistake::line));
            throw new InvalidFileException(found, more);
        }
    }
}
