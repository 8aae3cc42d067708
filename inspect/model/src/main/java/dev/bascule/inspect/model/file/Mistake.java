package dev.bascule.inspect.model.file;

/**
 * One thing that is wrong in a file.
 *
 * @param file as the user named it
 * @param line counted from 1; 0 for the file as a whole
 * @param message what is there, and what was expected
 */
public record Mistake(String file, int line, String message) {
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
    }
}
