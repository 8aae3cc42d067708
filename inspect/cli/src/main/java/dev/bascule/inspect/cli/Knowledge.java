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
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What is known of libraries: by ourselves, by the user, and by the jars that are looked at. */
final class Knowledge {
    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            description = "Adds what blocks, where callbacks run, and what is harmless in libraries of your own;"
                    + " docs/guide/catalogue.md describes it. Jars may bring such files in META-INF/bascule.")
    private List<Path> files = new ArrayList<>();

    Catalog read(List<Path> paths, List<Path> libraries) throws InvalidFileException {
        List<Catalog> catalogs = new ArrayList<>();
        catalogs.add(Catalogs.builtIn());
        List<Path> all = Stream.concat(paths.stream(), libraries.stream()).toList();
        for (Map.Entry<String, String> shipped : ShippedCatalogs.in(all).entrySet()) {
            catalogs.add(CatalogReader.read(shipped.getKey(), shipped.getValue(), Rules.builtIn()));
        }
        for (Path file : files) {
            catalogs.add(CatalogReader.read(file.toString(), Texts.read(file), Rules.builtIn()));
        }
        return CatalogReader.merge(catalogs);
    }
}
