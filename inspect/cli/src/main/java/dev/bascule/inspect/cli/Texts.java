package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.file.Mistake;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes the text files that a user names. */
final class Texts {
    private Texts() {}

    static String read(Path file) throws InvalidFileException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new InvalidFileException(new Mistake(file.toString(), 0, "there is no such file"));
        } catch (CharacterCodingException e) {
            throw new InvalidFileException(new Mistake(file.toString(), 0, "is not a text in UTF-8"));
        } catch (IOException e) {
            throw new InvalidFileException(new Mistake(file.toString(), 0, "could not be read: " + e));
        }
    }

    static void write(Path file, String text) throws CommandFailedException {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CommandFailedException(file + " could not be written: " + e);
        }
    }
}
