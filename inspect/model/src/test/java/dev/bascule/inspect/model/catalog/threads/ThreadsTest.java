package dev.bascule.inspect.model.catalog.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.Source;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.catalog.MethodPattern;
import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each row of a catalogue file that says which thread runs something is confirmed by running it. */
abstract class ThreadsTest {
    private final Catalog catalog = Catalogs.builtIn();
    private final List<Probe> probes = new ArrayList<>();
    private final Set<Source> probed = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));

    /** Runs something and says what ran it. */
    interface Run {
        void with(Seen seen) throws Exception;
    }

    private record Probe(String what, Source row, RunsOn expected, Run run) {}

    /** What the rows are of which this test has probes. */
    abstract List<String> files();

    /** Adds the probes. */
    abstract void probe() throws Exception;

    @TestFactory
    Stream<DynamicTest> row_each_saysWhatIsSeen() throws Exception {
        probe();
        return probes.stream()
                .map(probe -> DynamicTest.dynamicTest(probe.what(), () -> {
                    Seen seen = new Seen();
                    probe.run().with(seen);
                    assertThat(seen.first())
                            .as("%s, %s", probe.what(), probe.row())
                            .isEqualTo(probe.expected());
                }));
    }

    @Test
    void row_each_hasAProbe() throws Exception {
        probe();
        Set<String> rows = new TreeSet<>();
        Stream.of(
                        catalog.callbacks().stream().map(Catalog.Callback::source),
                        catalog.switches().stream().map(Catalog.Switch::source),
                        catalog.executors().stream().map(Catalog.Executor::source),
                        catalog.emitters().stream().map(Catalog.Emitter::source),
                        catalog.contracts().stream()
                                .filter(row -> row.runsOn() != RunsOn.USUALLY_LOOP) // no run would show a rule
                                .map(Catalog.Contract::source))
                .flatMap(sources -> sources)
                .filter(source -> files().contains(source.file()))
                .forEach(source -> rows.add(source.toString()));
        Set<String> covered = new TreeSet<>();
        probed.forEach(source -> covered.add(source.toString()));
        assertThat(covered).isNotEmpty().containsExactlyElementsOf(rows);
    }

    /** A call that is given a function: which thread runs that. */
    final void callback(String method, Run run) {
        Catalog.Callback row = row(catalog.callbacks(), Catalog.Callback::methods, method);
        add("callback of " + method, row.source(), row.runsOn(), run);
    }

    /** The same of one that an argument sends there. */
    final void callback(String method, RunsOn expected, Run run) {
        add(
                "callback of " + method,
                row(catalog.callbacks(), Catalog.Callback::methods, method).source(),
                expected,
                run);
    }

    /** The same, of rows that mean one argument. */
    final void callback(String method, int argument, Run run) {
        List<Catalog.Callback> rows = catalog.callbacks().stream()
                .filter(row -> row.arguments().equals(List.of(argument)))
                .toList();
        Catalog.Callback row = row(rows, Catalog.Callback::methods, method);
        add("callback " + argument + " of " + method, row.source(), row.runsOn(), run);
    }

    /** A call on a chain that moves something: where that runs. */
    final void moved(String method, Run run) {
        Catalog.Switch row = row(catalog.switches(), Catalog.Switch::methods, method);
        add("moved by " + method, row.source(), row.to() == null ? RunsOn.EXECUTOR : row.to(), run);
    }

    /** A call that gives an executor: what that is. */
    final void executor(String method, Run run) {
        Catalog.Executor row = row(catalog.executors(), Catalog.Executor::methods, method);
        add("executor of " + method, row.source(), row.kind(), run);
    }

    /** A call that gives a stage or publisher: where its value comes. */
    final void value(String method, Run run) {
        Catalog.Emitter row = row(catalog.emitters(), Catalog.Emitter::methods, method);
        add("value of " + method, row.source(), row.on(), run);
    }

    /** A method that a library calls. */
    final void called(String type, String method, Run run) {
        Catalog.Contract row = catalog.contracts().stream()
                .filter(each -> type.equals(each.implementing())
                        && each.methods().stream().anyMatch(name -> isNamed(name, method)))
                .findFirst()
                .orElseThrow();
        add(type + "." + method, row.source(), row.runsOn(), run);
    }

    /** A method that a framework calls because of the annotation. */
    final void calledFor(String annotation, Run run) {
        Catalog.Contract row = catalog.contracts().stream()
                .filter(each -> each.annotatedMethod().contains(annotation))
                .findFirst()
                .orElseThrow();
        add("method with " + annotation, row.source(), row.runsOn(), run);
    }

    /** The same, because of an annotation of the class. */
    final void calledIn(String annotation, Run run) {
        Catalog.Contract row = catalog.contracts().stream()
                .filter(each -> each.annotatedClass().contains(annotation))
                .findFirst()
                .orElseThrow();
        add("method in a class with " + annotation, row.source(), row.runsOn(), run);
    }

    private void add(String what, Source row, RunsOn expected, Run run) {
        boolean isUsual = expected == RunsOn.USUALLY_LOOP;
        if (!isUsual) {
            probed.add(row);
        }
        probes.add(new Probe(what, row, isUsual ? RunsOn.LOOP : expected, run));
    }

    /** The row whose pattern says most of the method. */
    private static <R> R row(List<R> rows, Function<R, List<MethodPattern>> patterns, String method) {
        MethodPattern wanted = MethodPattern.parse(method);
        R best = null;
        int most = -1;
        for (R row : rows) {
            for (MethodPattern pattern : patterns.apply(row)) {
                if (pattern.type().equals(wanted.type())
                        && isNamed(pattern.name(), wanted.name())
                        && (pattern.parameters() == null || pattern.parameters().equals(wanted.parameters()))
                        && pattern.specificity() > most) {
                    best = row;
                    most = pattern.specificity();
                }
            }
        }
        assertThat(best).as("a row for %s", method).isNotNull();
        return best;
    }

    private static boolean isNamed(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(name);
    }
}
