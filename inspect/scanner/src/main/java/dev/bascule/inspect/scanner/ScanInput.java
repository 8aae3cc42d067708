package dev.bascule.inspect.scanner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a request, found and open. For those who want to know what catalogues they bring before they are scanned;
 * others use {@link Scanner#scan(ScanRequest, dev.bascule.inspect.model.catalog.Catalog, Progress)}.
 */
public final class ScanInput implements AutoCloseable {
    private final ScanRequest request;
    private final List<Given> given = new ArrayList<>();
    private final Map<String, String> catalogs = new TreeMap<>();
    private final List<String> unreadable = Collections.synchronizedList(new ArrayList<>());
    private final Input input = new Input(catalogs::put, unreadable::add);

    /** Class files, and whether they may be blamed. */
    record Given(Container container, boolean isApplication) {}

    private ScanInput(ScanRequest request) {
        this.request = request;
        request.paths().forEach(path -> open(path, true));
        request.libraries().forEach(path -> open(path, false));
    }

    /** Looks at what is there. What cannot be read is told in the result of the scan. */
    public static ScanInput open(ScanRequest request) {
        return new ScanInput(request);
    }

    private void open(Path path, boolean isApplication) {
        int before = given.size();
        int problems = unreadable.size();
        input.read(path, (container, nested) -> given.add(new Given(container, isApplication && !nested)));
        if (isApplication && given.size() == before && unreadable.size() == problems) {
            unreadable.add(path + ": no class files in it");
        }
    }

    /** The texts of the files under META-INF/bascule in directories and archives, by names for messages. */
    public Map<String, String> catalogs() {
        return Collections.unmodifiableMap(catalogs);
    }

    ScanRequest request() {
        return request;
    }

    List<Given> given() {
        return given;
    }

    /** What could not be read so far, each with the reason; may be added to by several threads. */
    List<String> unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        input.close();
    }
}
