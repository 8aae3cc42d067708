package dev.bascule.inspect.model.internal;

import dev.bascule.inspect.model.file.Mistakes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping in a YAML file, asked for one key after the other. What is not as expected becomes a mistake, and the answer
 * is then some harmless value: who asks looks at the mistakes in the end. {@link #end} tells the keys that nobody asked for.
 */
public final class Fields {
    private final MappingNode node;
    private final Mistakes mistakes;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Fields(MappingNode node, Mistakes mistakes) {
        this.node = node;
        this.mistakes = mistakes;
        for (NodeTuple tuple : node.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar)) {
                mistakes.add(Yaml.line(key), "a key must be a word, found " + kind(key));
            } else if (values.putIfAbsent(scalar.getValue(), tuple.getValueNode()) != null) {
                mistakes.add(
                        Yaml.line(key),
                        "key '" + scalar.getValue() + "' stands already in line " + lines.get(scalar.getValue()));
            } else {
                lines.put(scalar.getValue(), Yaml.line(key));
            }
        }
    }

    /** Where the mapping begins, counted from 1. */
    public int line() {
        return Yaml.line(node);
    }

    /** Where a key stands; the beginning of the mapping if it does not. */
    public int line(String key) {
        Integer line = lines.get(key);
        return line == null ? line() : line;
    }

    public boolean has(String key) {
        return ask(key) != null;
    }

    /** Adds a mistake at a key. */
    public void wrong(String key, String message) {
        mistakes.add(line(key), message);
    }

    /** Adds a mistake at a line. */
    public void wrong(int line, String message) {
        mistakes.add(line, message);
    }

    /** The text of a key that must be there. */
    public String requiredText(String key) {
        String text = text(key);
        if (text == null && !has(key)) {
            mistakes.add(line(), "'" + key + ":' is missing");
        }
        return text == null ? "" : text;
    }

    /** The text of a key, or null if there is none. */
    public @Nullable String text(String key) {
        Node value = ask(key);
        return value == null ? null : scalar(key, value, "text");
    }

    /** A regular expression; null if there is none. */
    public @Nullable Pattern pattern(String key) {
        String text = text(key);
        try {
            return text == null ? null : Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            wrong(key, "must be a regular expression: " + e.getDescription() + " in '" + text + "'");
            return null;
        }
    }

    /** One text or a list of them; empty if there is none. */
    public List<String> texts(String key) {
        return lined(key).stream().map(Lined::text).toList();
    }

    /** A text and where it stands. */
    public record Lined(String text, int line) {}

    /** One text or a list of them, with their lines. */
    public List<Lined> lined(String key) {
        Node value = ask(key);
        List<Lined> texts = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                String text = scalar(key, item, "text");
                if (text != null) {
                    texts.add(new Lined(text, Yaml.line(item)));
                }
            }
            if (sequence.getValue().isEmpty()) {
                mistakes.add(Yaml.line(value), "'" + key + "' is an empty list; leave it out or name something");
            }
        } else if (value != null) {
            String text = scalar(key, value, "text or a list of texts");
            if (text != null) {
                texts.add(new Lined(text, Yaml.line(value)));
            }
        }
        return texts;
    }

    public boolean flag(String key) {
        Node value = ask(key);
        String text = value == null ? null : scalar(key, value, "true or false");
        if (text == null || text.equals("false")) {
            return false;
        }
        if (!text.equals("true")) {
            mistakes.add(line(key), "'" + key + "' must be true or false, was '" + shortened(text) + "'");
        }
        return true;
    }

    /** A whole number that is not negative. */
    public int number(String key, int otherwise) {
        List<Integer> numbers = numbers(key);
        if (numbers.size() > 1) {
            mistakes.add(line(key), "'" + key + "' must be one number, found a list");
        }
        return numbers.isEmpty() ? otherwise : numbers.get(0);
    }

    /** One whole number or a list of them, none negative. */
    public List<Integer> numbers(String key) {
        List<Integer> numbers = new ArrayList<>();
        for (Lined item : lined(key)) {
            if (item.text().matches("[0-9]{1,6}")) {
                numbers.add(Integer.valueOf(item.text()));
            } else {
                mistakes.add(
                        item.line(), "'" + key + "' must be a number from 0 on, was '" + shortened(item.text()) + "'");
            }
        }
        return numbers;
    }

    /** A constant, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
        Node value = ask(key);
        List<String> words =
                Arrays.stream(type.getEnumConstants()).map(Fields::word).toList();
        String text = value == null ? null : scalar(key, value, "one of " + String.join(", ", words));
        if (text == null) {
            return otherwise;
        }
        int index = words.indexOf(text);
        if (index < 0) {
            mistakes.add(
                    line(key),
                    "'" + key + "' must be one of " + String.join(", ", words) + ", was '" + shortened(text) + "'"
                            + Nearest.hint(text, words));
            return otherwise;
        }
        return type.getEnumConstants()[index];
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A list of mappings; empty if there is none. */
    public List<Fields> rows(String key) {
        Node value = ask(key);
        List<Fields> rows = new ArrayList<>();
        if (value instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof MappingNode mapping) {
                    rows.add(new Fields(mapping, mistakes));
                } else {
                    mistakes.add(Yaml.line(item), "a row of '" + key + "' must be a mapping, found " + kind(item));
                }
            }
        } else if (value != null) {
            mistakes.add(line(key), "'" + key + "' must be a list of rows that begin with '- ', found " + kind(value));
        }
        return rows;
    }

    /** Tells the keys that nobody asked for. */
    public void end() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                mistakes.add(
                        line(key),
                        "unknown key '" + shortened(key) + "'" + Nearest.hint(key, asked) + " (known here: "
                                + String.join(", ", asked) + ")");
            }
        }
    }

    private @Nullable Node ask(String key) {
        asked.add(key);
        return values.get(key);
    }

    private @Nullable String scalar(String key, Node value, String expected) {
        if (value instanceof ScalarNode scalar
                && !scalar.getTag().equals(Tag.NULL)
                && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        mistakes.add(Yaml.line(value), "'" + key + "' must be " + expected + ", found " + kind(value));
        return null;
    }

    static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        String text = ((ScalarNode) node).getValue();
        return text.isBlank() || node.getTag().equals(Tag.NULL) ? "nothing" : "'" + shortened(text) + "'";
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
