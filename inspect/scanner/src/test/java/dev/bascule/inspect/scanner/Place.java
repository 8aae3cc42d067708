package dev.bascule.inspect.scanner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Code that a library calls, as the texts beside the tests have it.
 *
 * @param rules the only ones that say something there; empty for all
 * @param code members of a class, with a word where something blocks
 */
record Place(String library, String name, List<String> rules, List<String> imports, String code) {
    /** Where {@link #code} blocks. */
    static final String MARK = "BLOCK";

    boolean isAbout(String rule) {
        return rules.isEmpty() || rules.contains(rule);
    }

    /** The lines of a text, without comments. */
    static List<String> lines(String file) {
        try (InputStream in = Place.class.getResourceAsStream("cases/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The places of each library; one without any says why. */
    static Map<String, List<Place>> read(String file) {
        Map<String, List<Place>> all = new LinkedHashMap<>();
        Reader reader = new Reader(all);
        lines(file).forEach(reader::read);
        reader.finish();
        return all;
    }

    private static final class Reader {
        private final Map<String, List<Place>> all;
        private final List<String> imports = new ArrayList<>();
        private final StringBuilder code = new StringBuilder();
        private String library = "";
        private String name = "";
        private List<String> rules = List.of();

        Reader(Map<String, List<Place>> all) {
            this.all = all;
        }

        void read(String line) {
            if (line.startsWith(" ")) {
                code.append(line).append('\n');
                return;
            }
            String word = line.substring(0, line.indexOf(' '));
            String rest = line.substring(word.length() + 1);
            switch (word) {
                case "library" -> {
                    finish();
                    imports.clear();
                    library = rest;
                    all.put(library, new ArrayList<>());
                }
                case "import" -> imports.add(rest);
                case "only" -> rules = List.of(rest.split(" ", 2)[0].split(","));
                case "place" -> {
                    finish();
                    name = rest;
                }
                default -> throw new IllegalStateException(line);
            }
        }

        void finish() {
            if (!code.isEmpty()) {
                all.get(library).add(new Place(library, name, rules, List.copyOf(imports), code.toString()));
            }
            code.setLength(0);
            rules = List.of();
        }
    }
}
