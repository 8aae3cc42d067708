package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.file.Mistake;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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

    /** All of it or, if that fails or the process is stopped, nothing: what was there before stays. */
    static void write(Path file, String text) throws CommandFailedException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.writeString(file, text); // a device or a pipe
            } else {
                replace(Files.exists(file) ? file.toRealPath() : file, text);
            }
        } catch (IOException e) {
            throw new CommandFailedException(file + " could not be written: " + e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
        Path temporary = file.resolveSibling(name);
        temporary.toFile().deleteOnExit();
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AccessDeniedException readOnlyDirectory) {
            Files.writeString(file, text);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
