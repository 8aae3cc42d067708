package dev.bascule.inspect.model.internal;

import dev.bascule.inspect.model.file.Mistakes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads the text of a YAML file as a mapping of which each part knows its line. */
public final class Yaml {
    private static final int DEEPEST = 10;
    private static final int LONGEST = 2_000_000;

    private Yaml() {}

    /** Null if it is no such text; the mistakes say why. An empty file is an empty mapping, and gives null without a mistake. */
    public static @Nullable Fields read(String text, Mistakes mistakes) {
        if (text.length() > LONGEST) {
            mistakes.add(0, "is longer than " + LONGEST + " characters; that is not a file for this purpose");
            return null;
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(mistakes.file())
                .setUseMarks(true)
                .setAllowNonScalarKeys(true)
                // All at once: 3.0.1 fails on a character outside of the basic plane at the end of a buffer.
                .setBufferSize(text.length() + 2)
                .build();
        try {
            if (!isPlain(settings, text, mistakes)) {
                return null;
            }
            Optional<Node> root = new Composer(settings, parser(settings, text)).getSingleNode();
            if (root.isEmpty()) {
                return null;
            }
            if (root.get() instanceof MappingNode mapping) {
                return new Fields(mapping, mistakes);
            }
            mistakes.add(
                    line(root.get()), "expected a mapping of 'key: value' lines, found " + Fields.kind(root.get()));
        } catch (MarkedYamlEngineException e) {
            mistakes.add(line(e.getProblemMark()), "is not YAML: " + problem(e));
        } catch (YamlEngineException e) {
            mistakes.add(0, "is not YAML: " + firstLine(String.valueOf(e.getMessage())));
        } catch (IndexOutOfBoundsException e) { // half of such a character
            mistakes.add(0, "is not YAML: it holds something that is no character");
        }
        return null;
    }

    /** Looks at the events, which come without recursion, before a tree is built of them, which is recursive. */
    private static boolean isPlain(LoadSettings settings, String text, Mistakes mistakes) {
        int depth = 0;
        for (ParserImpl events = parser(settings, text); events.hasNext(); ) {
            Event event = events.next();
            if (event instanceof AliasEvent) {
                mistakes.add(line(event.getStartMark()), "aliases (*name) are not supported; write the value out");
                return false;
            }
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                mistakes.add(line(event.getStartMark()), "is nested more than " + DEEPEST + " levels deep");
                return false;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return true;
    }

    private static ParserImpl parser(LoadSettings settings, String text) {
        return new ParserImpl(settings, new StreamReader(settings, text));
    }

    static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(at -> at.getLine() + 1).orElse(0);
    }

    private static String problem(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        return firstLine(context + e.getProblem());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
