package dev.bascule.inspect.model.report;

import dev.bascule.inspect.model.Finding.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the sources lie. Class files name a source file without its directory, but who shows findings beside the code must
 * know it.
 */
public final class SourceLocator {
    private final Function<String, Optional<String>> finder;
    private final Map<String, String> found = new HashMap<>();

    /**
     * With a function that is given the path below a source directory, as {@code com/acme/Handler.java}, and gives the path
     * from where the report is read, with forward slashes, if there is such a file.
     */
    public SourceLocator(Function<String, Optional<String>> finder) {
        this.finder = finder;
    }

    /** Knows of no source directory. */
    public static SourceLocator none() {
        return new SourceLocator(path -> Optional.empty());
    }

    /** The path of the place's source; the one below an unknown source directory if it is not found. */
    String path(Place place) {
        int dot = place.className().lastIndexOf('.');
        String directory = dot < 0 ? "" : place.className().substring(0, dot).replace('.', '/') + "/";
        String path =
                directory + (place.file() == null ? outermost(place.className().substring(dot + 1)) : place.file());
        return found.computeIfAbsent(path, it -> finder.apply(it).orElse(it));
    }

    private static String outermost(String simpleName) {
        int dollar = simpleName.indexOf('$', 1);
        return (dollar < 0 ? simpleName : simpleName.substring(0, dollar)) + ".java";
    }
}
