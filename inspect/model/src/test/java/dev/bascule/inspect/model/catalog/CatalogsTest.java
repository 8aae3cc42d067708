package dev.bascule.inspect.model.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.rule.Rules;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The built-in catalogue speaks of what there is. */
class CatalogsTest {
    /** Libraries that are here; a pattern of theirs must name something. */
    private static final List<String> PRESENT = List.of(
            "java.",
            "javax.imageio.",
            "javax.naming.",
            "javax.net.",
            "javax.sql.",
            "javax.swing.",
            "reactor.core.",
            "reactor.netty.",
            "org.springframework.core.",
            "org.springframework.http.",
            "org.springframework.jdbc.",
            "org.springframework.transaction.",
            "org.springframework.web.reactive.",
            "org.springframework.web.server.",
            "io.grpc.",
            "org.reactivestreams.",
            "io.smallrye.mutiny.",
            "io.vertx.core.",
            "io.netty.",
            "io.reactivex.rxjava3.",
            "com.google.common.",
            "dev.bascule.");

    /** What a JVM does that is no call. */
    private static final Set<String> NO_CALLS = Set.of(
            "java.lang.Object.synchronized",
            "java.lang.VirtualThread.pinned",
            "java.lang.VirtualThread.parkOnCarrierThread");

    /** Its methods are those of a version that is not here. */
    private static final String OLDER = "vertx4.yaml";

    /** What came after JDK 17, and when. */
    private static final Map<String, Integer> SINCE = Map.of(
            "java.util.concurrent.ExecutorService.close", 19,
            "java.lang.Thread.startVirtualThread", 21,
            "java.lang.Thread$Builder.start", 21,
            "java.lang.Thread$Builder.unstarted", 21,
            "java.lang.Thread.isVirtual", 21,
            "java.util.concurrent.ForkJoinPool.schedule*", 25);

    private final Catalog catalog = Catalogs.builtIn();

    /** A row may name several types and the methods of all of them: each of its methods is one of some type's. */
    @Test
    void pattern_eachOfALibraryThatIsHere_namesSomething() {
        Map<String, List<String>> found = new TreeMap<>();
        rows().forEach(row -> row.methods().stream()
                .filter(pattern -> isPresent(pattern) && isHere(pattern))
                .forEach(pattern -> {
                    String method = pattern.toString().substring(pattern.type().length() + 1);
                    found.computeIfAbsent(row.source() + " " + method, key -> new ArrayList<>())
                            .add(mistake(pattern));
                }));
        assertThat(found)
                .isNotEmpty()
                .allSatisfy((row, mistakes) -> assertThat(mistakes).as(row).contains(""));
    }

    @Test
    void check_ofAPatternThatNamesNothing_seesIt() {
        assertThat(mistake(MethodPattern.parse("java.lang.Thread.slep"))).isNotEmpty();
        assertThat(mistake(MethodPattern.parse("java.lang.Thread.sleep(String)")))
                .isNotEmpty();
        assertThat(mistake(MethodPattern.parse("java.lang.Tread.sleep"))).isNotEmpty();
        assertThat(mistake(MethodPattern.parse("java.lang.Thread.sl*"))).isEmpty();
        assertThat(mistake(MethodPattern.parse("java.lang.Thread.sleep(long, int)")))
                .isEmpty();
    }

    @Test
    void type_eachOfALibraryThatIsHere_exists() {
        Set<String> types = new TreeSet<>();
        catalog.asyncTypes().forEach(row -> types.add(row.type()));
        catalog.loopThreads().stream().map(Catalog.LoopThread::threadClass).forEach(type -> {
            if (type != null) {
                types.add(type);
            }
        });
        catalog.contracts().forEach(row -> {
            if (row.implementing() != null) {
                types.add(row.implementing());
            }
        });
        assertThat(types)
                .filteredOn(type -> PRESENT.stream().anyMatch(type::startsWith))
                .allSatisfy(type -> assertThat(find(type)).as(type).isNotNull());
    }

    /** A row may name several types and the methods of all of them: each of its methods is one of some type's. */
    @Test
    void contract_eachOfALibraryThatIsHere_namesMethodsOfTheTypesThatAreImplemented() {
        Map<String, List<String>> found = new TreeMap<>();
        catalog.contracts().stream()
                .filter(row -> row.implementing() != null && PRESENT.stream().anyMatch(row.implementing()::startsWith))
                .forEach(row -> row.methods()
                        .forEach(method -> found.computeIfAbsent(row.source() + " " + method, key -> new ArrayList<>())
                                .add(mistake(MethodPattern.parse(row.implementing() + "." + method)))));
        assertThat(found)
                .isNotEmpty()
                .allSatisfy((row, mistakes) -> assertThat(mistakes).as(row).contains(""));
    }

    @Test
    void callbackAndSwitch_withExecutor_nameAnArgumentThatIsThere() {
        assertThat(catalog.callbacks())
                .filteredOn(row ->
                        row.runsOn() == RunsOn.EXECUTOR && !row.source().file().equals(OLDER))
                .allSatisfy(row -> assertArguments(row.methods(), row.executor()));
        assertThat(catalog.switches())
                .filteredOn(row -> row.executor() >= 0)
                .allSatisfy(row -> assertArguments(row.methods(), row.executor()));
        assertThat(catalog.callbacks())
                .filteredOn(row -> !row.source().file().equals(OLDER))
                .isNotEmpty()
                .allSatisfy(row -> row.arguments().forEach(argument -> assertArguments(row.methods(), argument)));
    }

    private static void assertArguments(List<MethodPattern> patterns, int index) {
        for (MethodPattern pattern : patterns) {
            Class<?> type = find(pattern.type());
            if (type != null && isHere(pattern)) {
                assertThat(named(type, pattern))
                        .as("%s has an argument %s", pattern, index)
                        .anyMatch(method -> method.getParameterCount() > index);
            }
        }
    }

    @Test
    void file_eachThatThereIs_isListed() throws Exception {
        Path directory = Path.of("src/main/resources")
                .resolve(Catalogs.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(Catalogs.files());
        }
    }

    @Test
    void leaf_each_hasARuleThatThereIs() {
        assertThat(catalog.leaves()).isNotEmpty().allSatisfy(leaf -> {
            assertThat(Rules.builtIn().find(leaf.rule())).isPresent();
            assertThat(leaf.fix()).endsWith(".");
            assertThat(leaf.what()).doesNotEndWith(".");
        });
    }

    private record Row(List<MethodPattern> methods, Catalog.Source source) {}

    private Stream<Row> rows() {
        return Stream.of(
                        catalog.leaves().stream().map(row -> new Row(row.methods(), row.source())),
                        catalog.callbacks().stream().map(row -> new Row(row.methods(), row.source())),
                        catalog.switches().stream().map(row -> new Row(row.methods(), row.source())),
                        catalog.executors().stream().map(row -> new Row(row.methods(), row.source())),
                        catalog.emitters().stream().map(row -> new Row(row.methods(), row.source())),
                        catalog.guards().stream().map(row -> new Row(row.methods(), row.source())),
                        catalog.allows().stream().map(row -> new Row(row.methods(), row.source())))
                .flatMap(rows -> rows)
                .filter(row -> !row.source().file().equals(OLDER));
    }

    private static boolean isPresent(MethodPattern pattern) {
        return PRESENT.stream().anyMatch(pattern.type()::startsWith) && !NO_CALLS.contains(pattern.toString());
    }

    private static boolean isHere(MethodPattern pattern) {
        return Runtime.version().feature() >= SINCE.getOrDefault(pattern.toString(), 17);
    }

    private static String mistake(MethodPattern pattern) {
        Class<?> type = find(pattern.type());
        if (type == null) {
            return "no such type";
        }
        return named(type, pattern).findAny().isPresent() || isField(type, pattern) ? "" : "no such method";
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, CatalogsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static Stream<Executable> named(Class<?> type, MethodPattern pattern) {
        return all(type).filter(method -> matches(pattern, method));
    }

    private static Stream<Executable> all(Class<?> type) {
        List<Executable> all = new ArrayList<>();
        all.addAll(Arrays.asList(type.getDeclaredConstructors()));
        all.addAll(Arrays.asList(type.getMethods()));
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            all.addAll(Arrays.asList(at.getDeclaredMethods()));
        }
        return all.stream();
    }

    private static boolean matches(MethodPattern pattern, Executable method) {
        String name = method instanceof Constructor<?> ? "<init>" : ((Method) method).getName();
        String wanted = pattern.name();
        boolean named = wanted.endsWith("*")
                ? name.startsWith(wanted.substring(0, wanted.length() - 1)) && !name.equals("<init>")
                : name.equals(wanted);
        List<String> parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .toList();
        return named && (pattern.parameters() == null || pattern.parameters().equals(parameters));
    }

    private static boolean isField(Class<?> type, MethodPattern pattern) {
        return Arrays.stream(type.getFields()).map(Field::getName).anyMatch(pattern.name()::equals);
    }
}
