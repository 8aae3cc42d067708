package dev.bascule.inspect.model.file;

import java.util.List;
import java.util.stream.Collectors;

/** A file that the user gave is not what it should be. The message has a line for each mistake. */
public final class InvalidFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;
    private final int untold;

    /** With the mistakes that are told, and how many more there are. */
    InvalidFileException(List<Mistake> mistakes, int more) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n"))
                + (more > 0 ? "\n... and " + more + " more" : ""));
        this.mistakes = List.copyOf(mistakes);
        this.untold = more;
    }

    public InvalidFileException(Mistake mistake) {
        this(List.of(mistake), 0);
    }

    /** At least one and at most {@value Mistakes#MOST}, in the order of their lines. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    /** How many more there are. */
    public int untold() {
        return untold;
    }
}
