package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.Catalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds, in bytecode, code that runs on threads which must not block and blocks.
 *
 * <p>Four steps. All classes are read, and of each method is kept what it calls ({@link OutlineReader}). Those methods are
 * found from whose calls something may follow ({@link Relevant}); only of these, and of what is met later, the code is read,
 * and where functions, executors and publishers come from that it passes on ({@link BodyReader}). Of them is derived what
 * they have run elsewhere or later, and on which threads ({@link Effects}). Then the code that runs on a loop is followed
 * along its calls until one blocks ({@link Walk}).
 *
 * <p>Sources. The summaries of methods that are instantiated for each call are those of Sharir and Pnueli ("Two approaches
 * to interprocedural data flow analysis", 1981); thread kinds as effects that a caller settles are like the effect
 * variables of Lucassen and Gifford ("Polymorphic effect systems", POPL 1988).
 *
 * <p><b>Threads.</b> A scan may be made on any thread; scans do not share anything.
 */
public final class Scanner {
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
        ClassParser parser = new ClassParser(Knowledge.tests(catalog));
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        Path directory = input.request().cache();
        Cache cache = directory == null ? null : new Cache(directory, notes::add);
        try (Workers workers = new Workers()) {
            ClassFiles files = new ClassFiles(parser, workers, cache, progress, input.unreadable());
            input.given().forEach(each -> files.begin(each.container(), each.isApplication()));
            files.finish();
            ScanResult result =
                    new Analysis(files.classes(), parser, catalog, workers, progress, input.unreadable()).run(notes);
            files.keep();
            return result;
        }
    }
}
