package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.filter.AllowList;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which code may block. */
final class Allowing {
    @Option(
            names = "--allow",
            paramLabel = "FILE",
            description = "Names packages, classes and methods that may block, each with a reason.")
    private @Nullable Path file;

    /** For messages; null if none was given. */
    @Nullable
    Path file() {
        return file;
    }

    AllowList read() throws InvalidFileException {
        return file == null ? AllowList.EMPTY : AllowList.read(file.toString(), Texts.read(file));
    }
}
