package dev.bascule.inspect.model.catalog;

import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.file.Mistake;
import dev.bascule.inspect.model.file.Mistakes;
import dev.bascule.inspect.model.internal.Fields;
import dev.bascule.inspect.model.internal.Yaml;
import dev.bascule.inspect.model.rule.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads a catalogue file; {@code docs/guide/catalogue.md} describes it. All mistakes are told at once, with their lines. */
public final class CatalogReader {
    private static final int SCHEMA = 1;

    private CatalogReader() {}

    /**
     * Reads the text of a file.
     *
     * @param file its name, for messages
     */
    public static Catalog read(String file, String text, Rules rules) throws InvalidFileException {
        Mistakes mistakes = new Mistakes(file);
        Fields fields = Yaml.read(text, mistakes);
        Catalog catalog = fields == null ? Catalog.EMPTY : catalog(file, fields, rules);
        mistakes.throwIfAny();
        tellDuplicates(catalog.leaves());
        return catalog;
    }

    private static Catalog catalog(String file, Fields fields, Rules rules) {
        fields.text("library");
        if (fields.number("schema", SCHEMA) != SCHEMA) {
            fields.wrong("schema", "this version reads schema " + SCHEMA + " only");
        }
        Rows rows = new Rows(file, rules);
        Catalog catalog = new Catalog(
                flat(all(fields, "async-types", rows::asyncType)),
                all(fields, "leaves", rows::leaf),
                all(fields, "callbacks", rows::callback),
                all(fields, "switches", rows::toSwitch),
                all(fields, "executors", rows::executor),
                all(fields, "emitters", rows::emitter),
                flat(all(fields, "contracts", rows::contract)),
                all(fields, "guards", rows::guard),
                all(fields, "loops", rows::loopThread),
                rows.boundaries(fields),
                all(fields, "allows", rows::allow));
        fields.end();
        return catalog;
    }

    private static <T> List<T> flat(List<List<T>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    private static <T> List<T> all(Fields fields, String key, Function<Fields, T> reader) {
        List<T> all = new ArrayList<>();
        for (Fields row : fields.rows(key)) {
            all.add(reader.apply(row));
            row.end();
        }
        return List.copyOf(all);
    }

    /**
     * Puts catalogues together, the built-in one first.
     *
     * @throws InvalidFileException if two of them name a leaf in the same way
     */
    public static Catalog merge(List<Catalog> catalogs) throws InvalidFileException {
        Catalog merged = new Catalog(
                concat(catalogs, Catalog::asyncTypes),
                concat(catalogs, Catalog::leaves),
                concat(catalogs, Catalog::callbacks),
                concat(catalogs, Catalog::switches),
                concat(catalogs, Catalog::executors),
                concat(catalogs, Catalog::emitters),
                concat(catalogs, Catalog::contracts),
                concat(catalogs, Catalog::guards),
                concat(catalogs, Catalog::loopThreads),
                concat(catalogs, Catalog::boundaries),
                concat(catalogs, Catalog::allows));
        tellDuplicates(merged.leaves());
        return merged;
    }

    private static <T> List<T> concat(List<Catalog> catalogs, Function<Catalog, List<T>> part) {
        return catalogs.stream()
                .flatMap(catalog -> part.apply(catalog).stream())
                .toList();
    }

    private static void tellDuplicates(List<Leaf> leaves) throws InvalidFileException {
        Mistakes mistakes = new Mistakes("catalogue");
        Map<String, Leaf> byId = new HashMap<>();
        for (Leaf leaf : leaves) {
            Leaf first = byId.putIfAbsent(leaf.id(), leaf);
            if (first != null) {
                mistakes.add(new Mistake(
                        leaf.source().file(),
                        leaf.source().line(),
                        "leaf id '" + leaf.id() + "' stands already at " + first.source()
                                + "; ids must be unique, since baselines rely on them"));
            }
        }
        mistakes.throwIfAny();
    }
}
