package dev.bascule.inspect.cli;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.rule.Rule;
import dev.bascule.inspect.model.rule.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the rules, or explains some. */
@Command(
        name = "rules",
        description = "Lists the rules, or explains those that are named.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done.", "2:There is no such rule."})
final class RulesCommand extends Helping implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "RULE", description = "For example BSC104.")
    private List<String> ids = new ArrayList<>();

    RulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<Rule> chosen = ids.stream().map(this::find).toList();
        if (chosen.isEmpty()) {
            Rules.builtIn().all().forEach(rule -> terminal.out().println(rule.id() + "  " + rule.title()));
            terminal.out().println("\n'bascule rules BSC104' explains one.");
        }
        for (Rule rule : chosen) {
            explain(rule);
        }
        return Exit.CLEAN;
    }

    private Rule find(String id) {
        String upper = id.toUpperCase(Locale.ROOT);
        return Rules.builtIn()
                .find(upper)
                .orElseThrow(() -> new ParameterException(
                        requireNonNull(spec).commandLine(),
                        "there is no rule '" + id + "'" + Rules.builtIn().hint(upper)
                                + " ('bascule rules' lists them)"));
    }

    private void explain(Rule rule) throws IOException {
        PrintWriter out = terminal.out();
        Optional<String> page = page(rule);
        if (page.isPresent()) {
            out.println(Markdown.plain(page.get()));
        } else {
            out.println(rule.id() + ": " + rule.title());
            out.println("\nWhy\n\n" + rule.why());
            out.println("\nFix\n\n" + rule.fix() + "\n");
        }
        List<Leaf> leaves = Catalogs.builtIn().leaves().stream()
                .filter(leaf -> leaf.rule().equals(rule.id()))
                .toList();
        if (!leaves.isEmpty()) {
            out.println("Calls that the scan tells\n");
            leaves.forEach(leaf -> out.println("  " + leaf.id() + ": " + leaf.what() + "\n      "
                    + String.join(
                            "\n      ",
                            leaf.methods().stream().map(Object::toString).toList())));
            out.println();
        }
    }

    private static Optional<String> page(Rule rule) throws IOException {
        try (InputStream in = RulesCommand.class.getResourceAsStream("rules/" + rule.id() + ".md")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
