package dev.bascule.inspect.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import dev.bascule.inspect.model.catalog.Catalog.Severity;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.file.Mistakes;
import dev.bascule.inspect.model.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogReaderTest {
    @Test
    void leaf_withTypeAndMethods_namesMethodsOfThatType() throws Exception {
        Leaf leaf = read("""
                leaves:
                  - id: acme.db
                    rule: BSC102
                    severity: note
                    type: com.acme.Db
                    methods: [query*, "close()"]
                    what: asks the database
                """).leaves().get(0);
        assertThat(leaf.methods())
                .map(MethodPattern::toString)
                .containsExactly("com.acme.Db.query*", "com.acme.Db.close()");
        assertThat(leaf.severity()).isEqualTo(Severity.NOTE);
        assertThat(leaf.fix())
                .isEqualTo(Rules.builtIn().find("BSC102").orElseThrow().fix());
        assertThat(leaf.source()).hasToString("acme.yaml:2");
    }

    @Test
    void file_empty_isAnEmptyCatalogue() throws Exception {
        assertThat(read("")).isEqualTo(Catalog.EMPTY);
        assertThat(read("# nothing yet\n")).isEqualTo(Catalog.EMPTY);
    }

    @Test
    void key_unknown_isToldWithTheNearestOne() {
        assertThat(mistakes("leafs:\n  - id: x\n"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:1: unknown key 'leafs'; did you mean 'leaves'? (known here: ");
    }

    @Test
    void row_withSeveralMistakes_tellsAllWithTheirLines() {
        assertThat(mistakes("""
                leaves:
                  - id: Acme DB
                    rule: BSC1002
                    severity: eror
                    methods:
                      - com.acme.Db.query
                      - query
                      - com.acme.Db.close(java.lang.String)
                    waht: asks
                """))
                .containsExactly(
                        "acme.yaml:2: 'id' must be words of lower-case letters and digits with dots or hyphens between, as jdk.thread.sleep",
                        "acme.yaml:2: 'what:' is missing",
                        "acme.yaml:3: there is no rule 'BSC1002'; did you mean 'BSC002'? ('bascule rules' lists them)",
                        "acme.yaml:4: 'severity' must be one of error, warning, note, was 'eror'; did you mean 'error'?",
                        "acme.yaml:7: 'query' is not a method: expected package.Type.name, or package.Type.name(long, TimeUnit)",
                        "acme.yaml:8: 'java.lang.String' in 'com.acme.Db.close(java.lang.String)' is not a parameter: expected the simple name of a type, as long or TimeUnit or byte[]",
                        "acme.yaml:9: unknown key 'waht'; did you mean 'what'? (known here: id, rule, fix, type, methods, severity, what, only-seen, told-as)");
    }

    @Test
    void value_ofTheWrongKind_isTold() {
        assertThat(mistakes("leaves: sleep\n"))
                .containsExactly("acme.yaml:1: 'leaves' must be a list of rows that begin with '- ', found 'sleep'");
        assertThat(mistakes("leaves:\n  - sleep\n"))
                .containsExactly("acme.yaml:2: a row of 'leaves' must be a mapping, found 'sleep'");
        assertThat(mistakes("boundaries: [[a]]\n"))
                .containsExactly("acme.yaml:1: 'boundaries' must be text, found a list");
        assertThat(mistakes("boundaries:\n"))
                .containsExactly("acme.yaml:1: 'boundaries' must be text or a list of texts, found nothing");
        assertThat(mistakes("async-types:\n  - type: a.B\n    lazy: maybe\n"))
                .containsExactly("acme.yaml:3: 'lazy' must be true or false, was 'maybe'");
        assertThat(mistakes("- a\n"))
                .containsExactly("acme.yaml:1: expected a mapping of 'key: value' lines, found a list");
        assertThat(mistakes("? [a]\n: b\n")).containsExactly("acme.yaml:1: a key must be a word, found a list");
    }

    @Test
    void executor_missingOrOfNoUse_isTold() {
        assertThat(mistakes("callbacks:\n  - methods: a.B.c\n    runs-on: executor\n"))
                .containsExactly(
                        "acme.yaml:2: 'executor:' is missing: which argument is the executor, counted from 0, or receiver");
        assertThat(mistakes("callbacks:\n  - methods: a.B.c\n    runs-on: loop\n    executor: 1\n"))
                .containsExactly(
                        "acme.yaml:4: 'executor' is of use only where the executor decides which thread it is");
        assertThat(mistakes("switches:\n  - methods: a.B.c\n    to: loop\n"))
                .containsExactly(
                        "acme.yaml:2: a switch moves something: say upstream: true, downstream: true, or both");
    }

    @Test
    void contract_thatWouldMeanAllMethods_isTold() {
        assertThat(mistakes("contracts:\n  - methods: run\n    runs-on: loop\n    why: it is so\n"))
                .containsExactly(
                        "acme.yaml:2: a contract needs implementing, annotated-class or annotated-method: else it would be all methods");
    }

    @Test
    void key_unknown_isToldWithAllThatTheRowMayHave() {
        assertThat(mistakes("switches:\n  - methods: a.B.c\n    upstream: true\n    executor: 0\n    too: loop\n"))
                .containsExactly(
                        "acme.yaml:5: unknown key 'too' (known here: upstream, downstream, to, type, methods, executor)");
    }

    @Test
    void loop_thatIsWrong_isToldOnce() {
        assertThat(mistakes("loops:\n  - thread-name: (\n"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:2: must be a regular expression: ");
        assertThat(mistakes("loops:\n  - runs: run\n"))
                .singleElement()
                .asString()
                .startsWith("acme.yaml:2: 'run' is not a method: ");
        assertThat(mistakes("loops:\n  - thread-name: a\n    rnus: b\n"))
                .containsExactly(
                        "acme.yaml:3: unknown key 'rnus'; did you mean 'runs'? (known here: thread-class, thread-name, runs)");
        assertThat(mistakes("loops:\n  - {}\n")).singleElement().asString().contains("give one of them");
    }

    @Test
    void threadClass_thatIsAPattern_isToldWithWhatAPatternIsFor() {
        assertThat(mistakes("loops:\n  - thread-class: com.acme.*\n"))
                .containsExactly(
                        "acme.yaml:2: 'thread-class' must be the name of one class, as package.Type or"
                                + " package.Outer$Inner, was 'com.acme.*'; a pattern is for the names of threads: 'thread-name: orders-.*'");
    }

    @Test
    void text_thatIsNotYaml_isToldWithItsLine() {
        assertThat(mistakes("a: b\nc: [\n")).singleElement().asString().startsWith("acme.yaml:3: is not YAML: ");
        assertThat(mistakes("a: b\n\tc: d\n")).singleElement().asString().startsWith("acme.yaml:2: is not YAML: ");
        assertThat(mistakes("library: a\n---\nlibrary: b\n"))
                .singleElement()
                .asString()
                .contains("is not YAML: ");
    }

    @Test
    void keyTwice_inOneRow_isTold() {
        assertThat(mistakes("library: a\nlibrary: b\n"))
                .containsExactly("acme.yaml:2: key 'library' stands already in line 1");
    }

    @Test
    void aliasesAndDepth_thatWouldExplode_areRefused() {
        assertThat(mistakes("library: &a x\nboundaries: *a\n"))
                .containsExactly("acme.yaml:2: aliases (*name) are not supported; write the value out");
        assertThat(mistakes("library: " + "[".repeat(100_000)))
                .containsExactly("acme.yaml:1: is nested more than 10 levels deep");
    }

    @Test
    void leafId_twice_isToldWithBothPlaces() throws Exception {
        String leaf = "leaves:\n  - {id: acme.db, rule: BSC102, methods: a.B.c, what: asks}\n";
        Catalog first = CatalogReader.read("first.yaml", leaf, Rules.builtIn());
        Catalog second = CatalogReader.read("second.yaml", "\n" + leaf, Rules.builtIn());
        InvalidFileException thrown =
                catchThrowableOfType(InvalidFileException.class, () -> CatalogReader.merge(List.of(first, second)));
        assertThat(thrown)
                .hasMessage("second.yaml:3: leaf id 'acme.db' stands already at first.yaml:2; ids must be unique, since"
                        + " baselines rely on them");
    }

    @Test
    void mistakes_moreThanAreTold_areCounted() {
        InvalidFileException thrown = catchThrowableOfType(
                InvalidFileException.class, () -> read("allows:\n" + "  - methods: x\n    reason: y\n".repeat(25)));
        assertThat(thrown.mistakes()).hasSize(Mistakes.MOST);
        assertThat(thrown).hasMessageEndingWith("\n... and 5 more");
    }

    private static Catalog read(String text) throws InvalidFileException {
        return CatalogReader.read("acme.yaml", text, Rules.builtIn());
    }

    private static List<String> mistakes(String text) {
        InvalidFileException thrown = catchThrowableOfType(InvalidFileException.class, () -> read(text));
        assertThat(thrown)
                .as("a mistake in %s", text.length() < 500 ? text : "it")
                .isNotNull();
        return thrown.getMessage().lines().toList();
    }
}
