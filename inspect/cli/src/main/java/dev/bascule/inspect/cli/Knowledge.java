package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.CatalogReader;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.rule.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is known of libraries: by ourselves, by the user, and by the jars that are looked at. */
final class Knowledge {
    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            description = "Adds what blocks, where callbacks run, and what is harmless in libraries of your own;"
                    + " docs/guide/catalogue.md describes it. Jars may bring such files in META-INF/bascule.")
    private List<Path> files = new ArrayList<>();

    /** Those of the user. */
    List<Path> files() {
        return files;
    }

    /** With the texts that jars bring, by names for messages. */
    Catalog read(Map<String, String> shipped) throws InvalidFileException {
        List<Catalog> catalogs = new ArrayList<>();
        catalogs.add(Catalogs.builtIn());
        for (Map.Entry<String, String> each : shipped.entrySet()) {
            catalogs.add(CatalogReader.read(each.getKey(), each.getValue(), Rules.builtIn()));
        }
        for (Path file : files) {
            catalogs.add(CatalogReader.read(file.toString(), Texts.read(file), Rules.builtIn()));
        }
        return CatalogReader.merge(catalogs);
    }
}
