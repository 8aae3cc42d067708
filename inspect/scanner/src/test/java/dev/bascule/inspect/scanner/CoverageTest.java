package dev.bascule.inspect.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.scanner.real.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each rule is found in each library, directly and in each way in which blocking is hidden, and in none of them where work
 * is moved to threads that may block. The texts in {@code cases} have the places.
 */
class CoverageTest {
    /** What blocks in the way of a rule; a library has the same in a method that bears the name of the rule. */
    private static final Map<String, String> BLOCKING = new TreeMap<>(Map.of(
            "BSC101", "Thread.sleep(1);",
            "BSC102", "new java.net.Socket(\"host\", 1).close();",
            "BSC103", "any(java.sql.Statement.class).execute(\"\");",
            "BSC104", "any(java.util.concurrent.Future.class).get();",
            "BSC105", "any(java.util.concurrent.CountDownLatch.class).await();"));

    private static final Map<String, String> IN_A_LIBRARY = Map.of(
            "BSC101", "Far.bsc101();",
            "BSC102", "Far.bsc102();",
            "BSC103", "Far.bsc103(any(java.sql.Statement.class));",
            "BSC104", "Far.bsc104(any(java.util.concurrent.Future.class));",
            "BSC105", "Far.bsc105(any(java.util.concurrent.CountDownLatch.class));");

    /** Cannot stand beside Vert.x 5 on one class path. */
    private static final String OLDER = "Vert.x 4";

    /** Its services run on an executor of its own; what it has that blocks is among the leaves. */
    private static final String NEVER_ON_A_LOOP = "gRPC";

    /** All ways in all places are many programs: these in all places, and the others in one place of each library. */
    private static final EnumSet<Way> SHORT = EnumSet.of(Way.DIRECT, Way.THREE_CALLS_DEEP);

    private static final EnumSet<Way> ALL = EnumSet.allOf(Way.class);

    private static final Place ALONE = new Place("", "", List.of(), List.of(), "    public void run() { BLOCK }\n");
    private static final Place HANDLER = Place.read("places.txt").get("Netty").get(0);

    @TempDir
    Path directory;

    @Test
    void rules_areThoseOfTheCatalogue() {
        assertThat(Catalogs.builtIn().leaves().stream().map(Catalog.Leaf::rule).collect(Collectors.toSet()))
                .isEqualTo(BLOCKING.keySet());
    }

    /** The cells: in how many places each rule is looked for, directly and hidden, and in how many it must not be found. */
    @Test
    void table_ofRulesAndLibraries_hasNoEmptyCellAndStandsInThePage() throws Exception {
        Map<String, List<Place>> places = Place.read("places.txt");
        Map<String, List<Place>> moves = Place.read("moves.txt");
        assertThat(moves.keySet()).isEqualTo(places.keySet());
        List<String> page = Files.readAllLines(Path.of("CORPUS.md"));
        places.forEach((library, all) -> {
            String cells = BLOCKING.keySet().stream()
                    .map(rule ->
                            all.stream().filter(place -> place.isAbout(rule)).count())
                    .peek(count -> assertThat(count > 0 || library.equals(NEVER_ON_A_LOOP))
                            .as(library)
                            .isTrue())
                    .map(String::valueOf)
                    .collect(Collectors.joining(" | "));
            assertThat(moves.get(library)).as(library).isNotEmpty();
            assertThat(page)
                    .contains("| " + library + " | " + cells + " | "
                            + moves.get(library).size() + " |");
        });
    }

    @Test
    void blocking_inEachPlaceAndWay_isFound() throws Exception {
        Cases cases = new Cases(directory);
        List<Place> places = placesOf(false);
        Map<String, String> expected = addAll(cases, places, SHORT);
        Set<String> libraries = new HashSet<>();
        places.removeIf(place -> !libraries.add(place.library()));
        expected.putAll(addAll(cases, places, EnumSet.complementOf(SHORT)));
        cases.scan();
        assertThat(missed(cases, expected)).isEmpty();
    }

    @Test
    @Tag("stress")
    void blocking_inAllWaysInAllPlaces_isFoundAndSpared() throws Exception {
        Cases cases = new Cases(directory.resolve("finds"));
        Map<String, String> expected = addAll(cases, placesOf(false), ALL);
        cases.scan();
        assertThat(missed(cases, expected)).isEmpty();
        Map<String, List<Place>> moves = Place.read("moves.txt");
        moves.remove(OLDER);
        Cases moved = new Cases(directory.resolve("spares"));
        addAll(moved, moves.values().stream().flatMap(List::stream).toList(), ALL);
        moved.scan();
        assertThat(told(moved)).isEmpty();
    }

    @Test
    @Tag("stress")
    void blocking_withAnOlderVersion_isFoundAndSpared() throws Exception {
        Release vertx = Release.resolve(
                Files.createDirectory(directory.resolve("vertx")), List.of("io.vertx:vertx-core:4.5.22"), List.of());
        List<Path> libraries = new ArrayList<>(vertx.all());
        libraries.addAll(Scans.libraries().stream()
                .filter(jar ->
                        !jar.toString().contains("vertx") && !jar.toString().contains("netty"))
                .toList());
        Cases cases = new Cases(directory.resolve("finds"), libraries);
        Map<String, String> expected = addAll(cases, placesOf(true), ALL);
        cases.scan();
        assertThat(missed(cases, expected)).isEmpty();
        Cases moved = new Cases(directory.resolve("spares"), libraries);
        addAll(moved, Place.read("moves.txt").get(OLDER), ALL);
        moved.scan();
        assertThat(told(moved)).isEmpty();
    }

    @Test
    void blocking_thatIsMoved_isNotFound() throws Exception {
        Cases cases = new Cases(directory);
        Map<String, List<Place>> moves = Place.read("moves.txt");
        moves.remove(OLDER);
        addAll(cases, moves.values().stream().flatMap(List::stream).toList(), SHORT);
        cases.scan();
        assertThat(told(cases)).isEmpty();
    }

    @Test
    void harmless_inEachPlace_isNotFound() throws Exception {
        Cases cases = new Cases(directory);
        List<Place> places = placesOf(false);
        List<String> statements = Place.lines("harmless.txt");
        for (int i = 0; i < statements.size(); i++) {
            Place place = places.get(i % places.size());
            for (Place each : List.of(HANDLER, place)) {
                cases.add(statements.get(i) + " in " + each.name(), each, Way.DIRECT, statements.get(i));
            }
        }
        cases.scan();
        assertThat(told(cases)).isEmpty();
    }

    @Test
    void leaf_each_isFound() throws Exception {
        Cases cases = new Cases(directory);
        Map<String, String> expected = new LinkedHashMap<>();
        for (String line : Place.lines("leaves.txt")) {
            if (line.startsWith("stub ")) {
                cases.stub(line.split(" ")[1], line.substring(line.indexOf('{') + 1, line.lastIndexOf('}')));
            } else {
                expected.put(line, line.substring(0, line.indexOf(':')));
                cases.add(line, HANDLER, Way.DIRECT, line.substring(line.indexOf(':') + 1));
            }
        }
        cases.scan();
        assertThat(missed(cases, expected)).isEmpty();
        Set<String> leaves =
                Catalogs.builtIn().leaves().stream().map(Catalog.Leaf::id).collect(Collectors.toSet());
        assertThat(Set.copyOf(expected.values())).isEqualTo(leaves);
    }

    @Test
    void publisher_thatIsDropped_isFound() throws Exception {
        Cases cases = new Cases(directory);
        Map<String, String> expected = new LinkedHashMap<>();
        for (String line : Place.lines("dropped.txt")) {
            for (Way way : Way.values()) {
                String name = line + " " + way;
                expected.put(name, "BSC204");
                cases.add(
                        name,
                        ALONE,
                        way,
                        line.substring(
                                line.indexOf(": any") < 0 ? line.lastIndexOf(": ") + 1 : line.indexOf(": any") + 1));
            }
        }
        cases.scan();
        assertThat(missed(cases, expected)).isEmpty();
    }

    private static List<Place> placesOf(boolean older) {
        List<Place> places = new ArrayList<>();
        Place.read("places.txt").forEach((library, all) -> {
            if (library.equals(OLDER) == older) {
                places.addAll(all);
            }
        });
        return places;
    }

    /** All rules and ways at these places; gives the rules by the names of the programs. */
    private static Map<String, String> addAll(Cases cases, List<Place> places, Collection<Way> ways) throws Exception {
        Map<String, String> expected = new LinkedHashMap<>();
        for (Place place : places) {
            for (Map.Entry<String, String> rule : BLOCKING.entrySet()) {
                for (Way way : ways) {
                    if (place.isAbout(rule.getKey())) {
                        String name = place.library() + ", " + place.name() + ", " + rule.getKey() + ", " + way;
                        String library = "dev.bascule.inspect.scanner.elsewhere." + IN_A_LIBRARY.get(rule.getKey());
                        cases.add(name, place, way, way == Way.OTHER_JAR ? library : rule.getValue());
                        expected.put(name, rule.getKey());
                    }
                }
            }
        }
        return expected;
    }

    /** Those of which something else was found, or nothing. */
    private static Map<String, Set<String>> missed(Cases cases, Map<String, String> expected) {
        Map<String, Set<String>> missed = new TreeMap<>();
        expected.forEach((name, what) -> {
            Set<String> found = cases.found(name);
            if (found.stream().noneMatch(each -> each.contains(what)) || found.size() > 1) {
                missed.put(name, found);
            }
        });
        return missed;
    }

    private static Map<String, Set<String>> told(Cases cases) {
        Map<String, Set<String>> told = new TreeMap<>();
        for (String name : cases.names()) {
            Set<String> found = new TreeSet<>(cases.found(name));
            found.removeIf(each -> each.endsWith(Severity.NOTE.name()));
            if (!found.isEmpty()) {
                told.put(name, found);
            }
        }
        return told;
    }
}
