package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.catalog.Catalogs;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Scans classes of these tests. */
final class Scans {
    private Scans() {}

    /** What is found in the package of the class, with those below it. */
    static List<Finding> ofPackage(Class<?> one) {
        try {
            Path classes = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path directory = classes.resolve(one.getPackageName().replace('.', '/'));
            ScanRequest request = new ScanRequest(List.of(directory), libraries());
            ScanResult result = Scanner.scan(request, Catalogs.builtIn(), Progress.NONE);
            if (!result.unseen().unreadable().isEmpty()) {
                throw new IllegalStateException(result.unseen().unreadable().toString());
            }
            return result.findings();
        } catch (URISyntaxException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class path of the tests. */
    private static List<Path> libraries() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
    }
}
