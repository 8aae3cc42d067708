package dev.bascule.inspect.scanner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads the class files of a request, several at a time. Of two with the same name the first one counts, as on a class path;
 * their order is that of the request, whoever is done first. What is inside of methods is read later, if at all.
 */
final class ClassFiles {
    private static final int SLICE = 100;

    private final ClassParser parser;
    private final @Nullable Cache cache;
    private final Progress progress;
    private final Workers workers;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Future<?>> writing = new ArrayList<>();
    private final Map<String, ClassInfo> classes = new LinkedHashMap<>();
    private final List<String> unreadable;
    private int count;

    /** The classes of an archive as the cache has them, or null; and its key there. */
    private record Kept(String key, @Nullable List<Indexed> classes) {}

    /** A part that is being read: from the cache, if it is one that may be there, or else in slices. */
    private record Reading(Part part, @Nullable Future<Kept> kept, List<Future<List<Part.Parsed>>> slices) {}

    /**
     * Reads with the parser.
     *
     * @param cache null for none
     * @param unreadable is added to by several threads
     */
    ClassFiles(ClassParser parser, Workers workers, @Nullable Cache cache, Progress progress, List<String> unreadable) {
        this.parser = parser;
        this.workers = workers;
        this.cache = cache;
        this.progress = progress;
        this.unreadable = unreadable;
    }

    /** Begins to read. To be followed by {@link #finish}. */
    void begin(Container container, boolean isApplication) {
        Part part = new Part(parser, container, isApplication, unreadable::add);
        Archive archive = part.archive();
        if (cache == null || archive == null) {
            readings.add(new Reading(part, null, slices(part)));
        } else {
            Callable<Kept> load = () -> kept(cache, archive, isApplication);
            readings.add(new Reading(part, workers.submit(load), new ArrayList<>()));
        }
    }

    private Kept kept(Cache in, Archive archive, boolean isApplication) {
        String key = Cache.key(archive, isApplication);
        return new Kept(key, in.load(key, archive.size(), parser.pool()));
    }

    private List<Future<List<Part.Parsed>>> slices(Part part) {
        List<Future<List<Part.Parsed>>> slices = new ArrayList<>();
        for (int from = 0; from < part.size(); from += SLICE) {
            int first = from;
            int end = Math.min(from + SLICE, part.size());
            slices.add(workers.submit(() -> part.parse(first, end)));
        }
        return slices;
    }

    /** Waits until all is read. */
    void finish() throws InterruptedException {
        for (Reading each : readings) {
            if (each.kept() != null && known(each) == null) {
                each.slices().addAll(slices(each.part()));
            }
        }
        for (Reading each : readings) {
            List<Indexed> known = known(each);
            if (known != null) {
                each.part().known(known).forEach(this::add);
            } else {
                addRead(each);
            }
        }
        readings.clear();
    }

    private static @Nullable List<Indexed> known(Reading reading) throws InterruptedException {
        Kept kept = reading.kept() == null ? null : get(reading.kept());
        return kept == null ? null : kept.classes();
    }

    private void addRead(Reading reading) throws InterruptedException {
        List<Part.Parsed> all = new ArrayList<>(reading.part().size());
        for (Future<List<Part.Parsed>> each : reading.slices()) {
            all.addAll(get(each));
        }
        all.forEach(this::add);
        Kept kept = reading.kept() == null ? null : get(reading.kept());
        Cache keeper = cache;
        if (kept != null && keeper != null) {
            List<Indexed> indexed = all.stream()
                    .map(Part.Parsed::info)
                    .filter(Objects::nonNull)
                    .map(ClassInfo::indexed)
                    .toList();
            if (indexed.size() == all.size()) { // what is unreadable is told each time
                writing.add(workers.submit(() -> {
                    keeper.store(kept.key(), indexed);
                    return null;
                }));
            }
        }
    }

    private static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause()); // an error of ours
        }
    }

    private void add(Part.Parsed parsed) {
        ClassInfo info = parsed.info();
        if (info != null) {
            classes.putIfAbsent(info.name(), info);
        } else {
            unreadable.add(parsed.problem());
        }
        if (++count % SLICE == 0) {
            progress.at("reading classes", count);
        }
    }

    /** By their internal names. */
    Map<String, ClassInfo> classes() {
        return classes;
    }

    /** Waits until all that is new is in the cache. */
    void keep() throws InterruptedException {
        for (Future<?> each : writing) {
            get(each);
        }
        if (cache != null && !writing.isEmpty()) {
            cache.clean();
        }
    }
}
