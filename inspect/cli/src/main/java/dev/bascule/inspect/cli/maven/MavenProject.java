package dev.bascule.inspect.cli.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The classes of a Maven project, and what they run with.
 *
 * @param classes target/classes of each module
 * @param libraries the jars of their dependencies, and the classes of other modules of the same build
 * @param missing dependencies whose jars are not there
 */
public record MavenProject(List<Path> classes, List<Path> libraries, List<String> missing) {
    private static final int MOST_NAMES = 5;

    /** Copies the lists. */
    public MavenProject {
        classes = List.copyOf(classes);
        libraries = List.copyOf(libraries);
        missing = List.copyOf(missing);
    }

    /** Whether the directory is one's. */
    public static boolean isOne(Path directory) {
        return Pom.isIn(directory);
    }

    /**
     * Finds out what there is to scan in the directory of a project or of one of its modules. Runs Maven.
     *
     * @throws ProjectException if that cannot be told
     */
    public static MavenProject at(Path directory) throws ProjectException, InterruptedException {
        Reactor reactor = Reactor.around(directory);
        List<Module> chosen = reactor.within(directory);
        requireCompiled(directory, chosen);
        List<Path> classes = chosen.stream()
                .filter(Module::isCompiled)
                .map(module -> shortened(directory, module.classes()))
                .toList();
        return withLibraries(reactor, classes, new Maven(reactor.root()).tree());
    }

    private static void requireCompiled(Path directory, List<Module> modules) throws ProjectException {
        List<Module> missing = modules.stream()
                .filter(module -> module.hasSources() && !module.isCompiled())
                .toList();
        if (!missing.isEmpty()) {
            String names = missing.stream()
                    .limit(MOST_NAMES)
                    .map(module -> module.classes().toString())
                    .collect(Collectors.joining(", "));
            int more = missing.size() - MOST_NAMES;
            throw new ProjectException("the project is not compiled yet: there are no classes in " + names
                    + (more > 0 ? " and " + more + " more" : "")
                    + ". Compile it first, for example with 'mvn compile'.");
        }
        if (modules.stream().noneMatch(Module::isCompiled)) {
            throw new ProjectException(
                    "there is a pom.xml in " + directory.toAbsolutePath().normalize()
                            + ", but neither its project nor a module has classes to scan.");
        }
    }

    private static MavenProject withLibraries(Reactor reactor, List<Path> classes, List<String> tree) {
        Path repository = Maven.localRepository(reactor.root());
        Set<Path> jars = new LinkedHashSet<>();
        Set<String> missing = new LinkedHashSet<>();
        for (String line : tree) {
            Dependency.read(line).filter(each -> !isModule(each, reactor)).ifPresent(each -> {
                Path jar = each.in(repository);
                if (Files.isRegularFile(jar)) {
                    jars.add(jar);
                } else {
                    missing.add(each.toString());
                }
            });
        }
        Set<Path> scanned = classes.stream().map(MavenProject::absolute).collect(Collectors.toSet());
        List<Path> libraries = new ArrayList<>();
        reactor.modules().values().stream()
                .map(Module::classes)
                .filter(each -> Files.isDirectory(each) && !scanned.contains(each))
                .forEach(libraries::add);
        libraries.addAll(jars);
        return new MavenProject(classes, libraries, List.copyOf(missing));
    }

    private static boolean isModule(Dependency dependency, Reactor reactor) {
        return reactor.modules().values().stream().anyMatch(module -> dependency.isOf(module.pom()));
    }

    /** As the user named the directory, for reports. */
    private static Path shortened(Path directory, Path classes) {
        Path below = absolute(directory).relativize(classes);
        return directory.resolve(below).normalize();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
