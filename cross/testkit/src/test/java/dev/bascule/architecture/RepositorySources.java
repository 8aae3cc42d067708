package dev.bascule.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Every Java source of the repository, all modules, main and test, as text lines and as the compiler's own trees. */
final class RepositorySources {

    private static final Set<String> SKIPPED = Set.of("target", "build", "out");

    private final Path root;
    private final List<Path> files;

    private RepositorySources(Path root, List<Path> files) {
        this.root = root;
        this.files = files;
    }

    /** What {@link #parse} hands out: one file and what is needed to find lines in it. */
    record Unit(Path file, CompilationUnitTree tree, SourcePositions positions) {}

    static RepositorySources find() {
        Path root = root();
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new Collector(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.sort(null);
        return new RepositorySources(root, List.copyOf(files));
    }

    List<Path> files() {
        return files;
    }

    /** The path from the repository's root, with forward slashes. */
    String nameOf(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    int linesOf(Path file) {
        try (var lines = Files.lines(file)) {
            return Math.toIntExact(lines.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses all files; a file that does not parse is an error, never a file that is passed over. */
    List<Unit> parse() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<Unit> units = new ArrayList<>();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, problems, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree tree : task.parse()) {
                units.add(new Unit(Path.of(tree.getSourceFile().toUri()), tree, positions));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Diagnostic<?> problem : problems.getDiagnostics()) {
            if (problem.getKind() == Diagnostic.Kind.ERROR) {
                throw new IllegalStateException("does not parse: " + problem);
            }
        }
        return units;
    }

    static Path root() {
        String given = System.getProperty("bascule.root");
        if (given != null) {
            return Path.of(given).toAbsolutePath().normalize();
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw"))) {
                return at;
            }
        }
        throw new IllegalStateException("bascule.root is not set, and no directory above this one holds mvnw");
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final List<Path> files;

        Collector(List<Path> files) {
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = String.valueOf(dir.getFileName());
            boolean skip = SKIPPED.contains(name) && isBuildOutput(dir) || name.length() > 1 && name.startsWith(".");
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        /** A package may bear such a name too: build output lies beside a pom. */
        private static boolean isBuildOutput(Path dir) {
            return Files.exists(dir.resolveSibling("pom.xml"));
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
