package dev.bascule.inspect.cli.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out where Maven keeps jars. */
final class LocalRepository {
    private static final Pattern ARGUMENT = Pattern.compile("-Dmaven\\.repo\\.local=(\"[^\"]*\"|\\S+)");
    private static final Pattern SETTING = Pattern.compile("<localRepository>([^<]+)</localRepository>");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    private LocalRepository() {}

    static Optional<Path> ofArguments(String arguments) {
        Matcher matcher = ARGUMENT.matcher(arguments);
        return matcher.find() ? Optional.of(path(matcher.group(1).replace("\"", ""))) : Optional.empty();
    }

    static Optional<Path> ofConfig(Path file) {
        return ofArguments(text(file));
    }

    static Optional<Path> ofSettings(Path file) {
        Matcher matcher = SETTING.matcher(COMMENT.matcher(text(file)).replaceAll(""));
        return matcher.find() ? Optional.of(path(matcher.group(1).strip())) : Optional.empty();
    }

    private static Path path(String written) {
        return Path.of(written.replace("${user.home}", System.getProperty("user.home")));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            return ""; // Maven says so, if it matters
        }
    }
}
