package dev.bascule.inspect.model.rule;

import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.file.Mistakes;
import dev.bascule.inspect.model.internal.Fields;
import dev.bascule.inspect.model.internal.Nearest;
import dev.bascule.inspect.model.internal.Resources;
import dev.bascule.inspect.model.internal.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All rules, of all lenses and of the library itself. */
public final class Rules {
    private static final Rules BUILT_IN = load();

    private final Map<String, Rule> byId;

    private Rules(Map<String, Rule> byId) {
        this.byId = byId;
    }

    public static Rules builtIn() {
        return BUILT_IN;
    }

    private static Rules load() {
        Mistakes mistakes = new Mistakes("rules.yaml");
        Map<String, Rule> byId = new LinkedHashMap<>();
        Fields file = Yaml.read(Resources.text(Rules.class, "rules.yaml"), mistakes);
        if (file != null) {
            for (Fields row : file.rows("rules")) {
                String id = row.requiredText("id");
                Rule rule = new Rule(
                        id,
                        row.requiredText("title"),
                        row.requiredText("why"),
                        row.requiredText("fix"),
                        "docs/rules/" + id + ".md");
                if (byId.put(id, rule) != null) {
                    row.wrong("id", id + " stands twice");
                }
                row.end();
            }
            file.end();
        }
        try {
            mistakes.throwIfAny();
        } catch (InvalidFileException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return new Rules(byId);
    }

    /** In the order of their ids. */
    public List<Rule> all() {
        return List.copyOf(byId.values());
    }

    public Optional<Rule> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What to say after an id that there is not: the one that was perhaps meant. */
    public String hint(String unknownId) {
        return Nearest.hint(unknownId, byId.keySet());
    }
}
