package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.scanner.elsewhere.Client;
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
        return of(classes().resolve(one.getPackageName().replace('.', '/')));
    }

    /** What is found in the classes of a directory. */
    static List<Finding> of(Path directory) {
        return of(directory, libraries());
    }

    static List<Finding> of(Path directory, List<Path> libraries) {
        try {
            ScanRequest request = new ScanRequest(List.of(directory), libraries);
            ScanResult result = Scanner.scan(request, Catalogs.builtIn(), Progress.NONE);
            if (!result.unseen().unreadable().isEmpty()) {
                throw new IllegalStateException(result.unseen().unreadable().toString());
            }
            return result.findings();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the classes of these tests are. */
    static Path classes() {
        try {
            return Path.of(Scans.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The jars of the tests, and a library of their own. */
    static List<Path> libraries() {
        Path own = classes().resolve(Client.class.getPackageName().replace('.', '/'));
        return Stream.concat(
                        Stream.of(own),
                        Stream.of(classPath().split(File.pathSeparator))
                                .filter(entry -> entry.endsWith(".jar"))
                                .map(Path::of))
                .toList();
    }

    /** That of the tests. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
