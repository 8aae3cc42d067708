package dev.bascule.inspect.model.catalog;

import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.internal.Resources;
import dev.bascule.inspect.model.rule.Rules;
import java.util.ArrayList;
import java.util.List;

/** The catalogue that comes with the tool. */
public final class Catalogs {
    private static final Catalog BUILT_IN = load();

    private Catalogs() {}

    public static Catalog builtIn() {
        return BUILT_IN;
    }

    /** The names of the files that it is made of. */
    static List<String> files() {
        return Resources.text(Catalogs.class, "index.txt")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Catalog load() {
        try {
            List<Catalog> catalogs = new ArrayList<>();
            for (String file : files()) {
                catalogs.add(CatalogReader.read(file, Resources.text(Catalogs.class, file), Rules.builtIn()));
            }
            return CatalogReader.merge(catalogs);
        } catch (InvalidFileException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
