package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.Catalog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One scan of classes that were read: the parts that it is made of, and their order. */
final class Analysis {
    private static final int MOST_PACKAGES = 5;

    private final Collection<ClassInfo> all;
    private final List<ClassInfo> application;
    private final World world;
    private final Dispatch dispatch;
    private final Relevant relevant;
    private final Report report;
    private final Dropped dropped;
    private final Hubs hubs = new Hubs();
    private final Roots roots;
    private final Progress progress;
    private final List<String> unreadable;

    /**
     * Of all that was read.
     *
     * @param unreadable is added to by several threads
     */
    Analysis(
            Map<String, ClassInfo> classes,
            ClassParser parser,
            Catalog catalog,
            Workers workers,
            Progress progress,
            List<String> unreadable) {
        this.all = classes.values();
        this.application = all.stream().filter(ClassInfo::isApplication).toList();
        this.progress = progress;
        this.unreadable = unreadable;
        world = new World(classes, parser);
        Knowledge knowledge = new Knowledge(catalog, world);
        Stores stores = new Stores(world);
        dispatch = new Dispatch(world, stores);
        Functions functions = new Functions(world, knowledge, dispatch, stores);
        Contracts contracts = new Contracts(world, knowledge);
        relevant = new Relevant(world, contracts, new CallKinds(world, knowledge, functions), workers);
        Effects effects = new Effects(world, knowledge, dispatch, functions, relevant);
        Names names = new Names(world);
        report = new Report(world, names);
        dropped = new Dropped(world, knowledge, names, report);
        Allowances allowances = new Allowances(world, names);
        Walk walk = new Walk(effects, knowledge, dispatch, allowances, report::add, hubs, workers);
        roots = new Roots(knowledge, contracts, relevant, effects, walk);
    }

    /** Adds notes to the result. */
    ScanResult run(List<String> notes) throws InterruptedException {
        relevant.find(application);
        int count = 0;
        for (ClassInfo each : application) {
            progress.at("looking at classes", ++count);
            look(each);
        }
        follow();
        return result(notes);
    }

    private void look(ClassInfo info) {
        try {
            for (MethodInfo method : info.declared()) {
                roots.of(method);
                if (relevant.has(method)) {
                    dropped.look(method);
                }
            }
        } catch (RuntimeException odd) { // code that no compiler makes, and that ASM took all the same
            unreadable.add(info.dotted() + ": cannot be looked at: " + odd);
        }
    }

    /** What fails is told, and the rest followed. */
    private void follow() throws InterruptedException {
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

    private ScanResult result(List<String> notes) {
        long reflective = reflectiveCalls();
        long unknown = unknownCode(); // reads code, and so may still find some unreadable
        return new ScanResult(
                List.copyOf(report.findings()),
                application.size(),
                all.size() - application.size(),
                roots.count(),
                new ScanResult.Unseen(
                        List.copyOf(unreadable),
                        dispatch.unresolved(),
                        reflective,
                        unknown,
                        world.missing().size(),
                        packages(world.missing())),
                hubs.worst(),
                notes);
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

    private long reflectiveCalls() {
        return application.stream()
                .flatMap(each -> each.declared().stream())
                .map(MethodInfo::named)
                .filter(Objects::nonNull)
                .flatMap(each -> each.calls().stream())
                .filter(target -> target.owner().equals("java/lang/reflect/Method")
                        && target.name().equals("invoke"))
                .count();
    }

    private long unknownCode() {
        return application.stream()
                .flatMap(each -> each.declared().stream())
                .filter(MethodInfo::makesFunctions)
                .filter(method -> !method.body().isFlowKnown())
                .count();
    }
}
