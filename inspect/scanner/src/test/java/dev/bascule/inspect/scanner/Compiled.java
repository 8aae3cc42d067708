package dev.bascule.inspect.scanner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;

/** Class files that a compiler makes while the test runs. */
public final class Compiled {
    private Compiled() {}

    /**
     * Compiles the sources of a directory. Language and class files are of an older Java, not its library: those that the
     * sources are for need a newer one.
     *
     * @param classes an empty directory for the class files
     */
    public static void compile(JavaCompiler compiler, int release, String classPath, Path sources, Path classes)
            throws IOException {
        List<String> options =
                new ArrayList<>(List.of("-source", "" + release, "-target", "" + release, "-d", classes.toString()));
        options.addAll(List.of("-g", "-nowarn", "-proc:none", "-classpath", classPath));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.list(sources)) {
            assertThat(compiler.getTask(
                                    null, files, null, options, null, files.getJavaFileObjectsFromPaths(all.toList()))
                            .call())
                    .isTrue();
        }
    }
}
