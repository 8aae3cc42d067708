package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.Catalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds, in bytecode, code that runs on threads which must not block and blocks.
 *
 * <p>Three steps. The classes are read, and of each method is kept what it calls and where functions, executors and
 * publishers come from that it passes on ({@link ClassParser}). Of each method is derived what it has run elsewhere or
 * later, and on which threads ({@link Effects}). Then the code that runs on a loop is followed along its calls until one
 * blocks ({@link Walk}).
 *
 * <p>Sources. The summaries of methods that are instantiated for each call are those of Sharir and Pnueli ("Two approaches
 * to interprocedural data flow analysis", 1981); thread kinds as effects that a caller settles are like the effect
 * variables of Lucassen and Gifford ("Polymorphic effect systems", POPL 1988).
 *
 * <p><b>Threads.</b> A scan may be made on any thread; scans do not share anything.
 */
public final class Scanner {
    private static final int MOST_PACKAGES = 5;

    private final Catalog catalog;
    private final Progress progress;

    private Scanner(Catalog catalog, Progress progress) {
        this.catalog = catalog;
        this.progress = progress;
    }

    /**
     * Scans what is asked for. Blocks until it is done; what cannot be read is told in the result.
     *
     * @throws InterruptedException if the thread is interrupted while classes are read
     */
    public static ScanResult scan(ScanRequest request, Catalog catalog, Progress progress) throws InterruptedException {
        try (ScanInput input = ScanInput.open(request)) {
            return scan(input, catalog, progress);
        }
    }

    /** The same of what is open. */
    public static ScanResult scan(ScanInput input, Catalog catalog, Progress progress) throws InterruptedException {
        return new Scanner(catalog, progress).scan(input);
    }

    private ScanResult scan(ScanInput input) throws InterruptedException {
        ClassParser parser = new ClassParser(Knowledge.interest(catalog));
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        Path directory = input.request().cache();
        Cache cache = directory == null ? null : new Cache(directory, notes::add);
        try (ClassFiles files = new ClassFiles(parser, cache, progress, input.unreadable())) {
            input.given().forEach(each -> files.begin(each.container(), each.isApplication()));
            files.finish();
            ScanResult result = scan(files, parser, input.unreadable(), notes);
            files.keep();
            return result;
        }
    }

    private ScanResult scan(ClassFiles files, ClassParser parser, List<String> unreadable, List<String> notes) {
        Map<String, ClassInfo> classes = files.classes();
        World world = new World(classes, parser);
        Knowledge knowledge = new Knowledge(catalog, world);
        Stores stores = new Stores(world);
        Dispatch dispatch = new Dispatch(world, stores);
        Effects effects = new Effects(world, knowledge, dispatch, stores);
        Names names = new Names(world);
        Report report = new Report(world, names);
        Dropped dropped = new Dropped(world, knowledge, names, report);
        Hubs hubs = new Hubs();
        Walk walk = new Walk(effects, knowledge, dispatch, new Allowances(world, names), report::add, hubs);
        Roots roots = new Roots(world, knowledge, effects, walk);
        List<ClassInfo> application =
                classes.values().stream().filter(ClassInfo::isApplication).toList();
        int count = 0;
        for (ClassInfo each : application) {
            progress.at("looking at classes", ++count);
            try {
                each.declared().forEach(method -> {
                    roots.of(each, method);
                    dropped.look(method);
                });
            } catch (RuntimeException odd) { // code that no compiler makes, and that ASM took all the same
                unreadable.add(each.dotted() + ": cannot be looked at: " + odd);
            }
        }
        follow(roots, unreadable);
        return new ScanResult(
                List.copyOf(report.findings()),
                application.size(),
                classes.size() - application.size(),
                roots.count(),
                new ScanResult.Unseen(
                        List.copyOf(unreadable),
                        dispatch.unresolved(),
                        reflection(application),
                        unknown(application),
                        world.missing().size(),
                        packages(world.missing())),
                hubs.worst(),
                notes);
    }

    /** What fails is told, and the rest followed. */
    private static void follow(Roots roots, List<String> unreadable) {
        boolean isDone = false;
        while (!isDone) {
            try {
                roots.follow();
                isDone = true;
            } catch (RuntimeException odd) {
                unreadable.add("a path cannot be followed: " + odd);
            }
        }
    }

    private static List<String> packages(Set<String> types) {
        Map<String, Long> counts = types.stream()
                .filter(type -> type.indexOf('/') > 0)
                .map(type -> type.substring(0, type.lastIndexOf('/')).replace('/', '.'))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_PACKAGES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static long reflection(List<ClassInfo> classes) {
        return classes.stream()
                .flatMap(each -> each.declared().stream())
                .flatMap(method -> method.body().calls().stream())
                .map(Call::target)
                .filter(target -> target.owner().equals("java/lang/reflect/Method")
                        && target.name().equals("invoke"))
                .count();
    }

    private static long unknown(List<ClassInfo> classes) {
        return classes.stream()
                .flatMap(each -> each.declared().stream())
                .filter(method -> !method.body().isFlowKnown() && method.body().isOfInterest())
                .count();
    }
}
