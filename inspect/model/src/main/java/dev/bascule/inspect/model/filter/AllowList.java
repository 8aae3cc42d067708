package dev.bascule.inspect.model.filter;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.file.Mistakes;
import dev.bascule.inspect.model.rule.Rules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Code that may do what it does, each with a reason. A text file with a line for each:
 *
 * <pre>
 * com.acme.legacy.*                   -- moves to its own process
 * com.acme.Handler                    -- runs on a thread of its own
 * com.acme.Handler#read BSC102        -- reads a small file, once
 * </pre>
 *
 * that is a package with those below it, a class with those nested in it, or a method with the lambdas in it, and after it,
 * if not all rules are meant, those that are. A finding is allowed if its site or any other step of its path is.
 */
public final class AllowList {
    public static final AllowList EMPTY = new AllowList(List.of());

    private static final Pattern WHERE = Pattern.compile("([\\p{javaJavaIdentifierPart}.]+?)(\\.\\*|#([^#\\s]+))?");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");

    private final List<Allowed> entries;

    private AllowList(List<Allowed> entries) {
        this.entries = entries;
    }

    /**
     * A line of the file.
     *
     * @param name of the package or class
     * @param isPackage which of the two it is
     * @param method null for all
     * @param rules empty for all
     */
    public record Allowed(
            int line,
            String name,
            boolean isPackage,
            @Nullable String method,
            List<String> rules,
            String reason) {
        boolean allows(Finding finding) {
            return (rules.isEmpty() || rules.contains(finding.rule()))
                    && places(finding).anyMatch(this::holds);
        }

        private static Stream<Place> places(Finding finding) {
            return Stream.concat(
                    Stream.of(finding.site(), finding.root().place()),
                    finding.path().stream().map(Finding.Step::place));
        }

        private boolean holds(Place place) {
            String type = place.className();
            if (isPackage) {
                return type.startsWith(name + ".");
            }
            return (type.equals(name) || type.startsWith(name + "$"))
                    && (method == null || method.equals(place.method()));
        }

        /** As it stands in the file, but for the reason. */
        public String where() {
            return name
                    + (isPackage ? ".*" : method == null ? "" : "#" + method)
                    + (rules.isEmpty() ? "" : " " + String.join(" ", rules));
        }
    }

    /** Reads the text of a file, whose name is for messages. */
    public static AllowList read(String file, String text) throws InvalidFileException {
        Mistakes mistakes = new Mistakes(file);
        List<Allowed> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                Entry entry = Entry.read(line, number, mistakes);
                if (!entry.words().isEmpty()) {
                    Allowed allowed = allowed(entry, number, mistakes);
                    if (allowed != null) {
                        entries.add(allowed);
                    }
                }
            }
        }
        mistakes.throwIfAny();
        return new AllowList(List.copyOf(entries));
    }

    private static @Nullable Allowed allowed(Entry entry, int line, Mistakes mistakes) {
        String where = entry.words().get(0);
        Matcher matcher = WHERE.matcher(where);
        if (where.length() > 500 || !matcher.matches()) {
            mistakes.add(
                    line, "expected package.*, package.Type or package.Type#method, then perhaps rules, as BSC102");
            return null;
        }
        List<String> rules = entry.words().subList(1, entry.words().size());
        for (String rule : rules) {
            if (Rules.builtIn().find(rule).isEmpty()) {
                mistakes.add(
                        line,
                        "there is no rule '" + rule + "'" + Rules.builtIn().hint(rule));
            }
        }
        String method = matcher.group(3);
        return new Allowed(
                line,
                matcher.group(1),
                ".*".equals(matcher.group(2)),
                method == null ? null : LAMBDA.matcher(method).replaceFirst("$1"),
                rules,
                entry.reason());
    }

    public boolean allows(Finding finding) {
        return entries.stream().anyMatch(entry -> entry.allows(finding));
    }

    /** The lines that allow none of all the findings. */
    public List<Allowed> stale(Collection<Finding> all) {
        return entries.stream()
                .filter(entry -> all.stream().noneMatch(entry::allows))
                .toList();
    }
}
