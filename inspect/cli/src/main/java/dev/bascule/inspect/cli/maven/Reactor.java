package dev.bascule.inspect.cli.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The modules that are built together.
 *
 * @param root the directory from which all of them are built
 * @param modules by their directories, in the order in which poms list them
 */
record Reactor(Path root, Map<Path, Module> modules) {

    /** The one that the directory, which has a pom, belongs to. */
    static Reactor around(Path directory) throws ProjectException {
        Path start = directory.toAbsolutePath().normalize();
        Reactor found = below(start);
        for (Path above = start.getParent(); above != null && Pom.isIn(above); above = above.getParent()) {
            Reactor larger = below(above);
            if (!larger.modules().containsKey(start)) {
                break;
            }
            found = larger;
        }
        return found;
    }

    private static Reactor below(Path root) throws ProjectException {
        Map<Path, Module> modules = new LinkedHashMap<>();
        collect(root, modules);
        return new Reactor(root, modules);
    }

    private static void collect(Path directory, Map<Path, Module> modules) throws ProjectException {
        if (modules.containsKey(directory) || !Pom.isIn(directory)) {
            return;
        }
        Pom pom = Pom.read(directory);
        modules.put(directory, new Module(pom));
        for (Path module : pom.moduleDirectories()) {
            collect(module, modules);
        }
    }

    /** Those in the directory and below it. */
    List<Module> within(Path directory) throws ProjectException {
        List<Module> within = new ArrayList<>();
        for (Path each : below(directory.toAbsolutePath().normalize()).modules().keySet()) {
            Module module = modules.get(each);
            if (module != null) {
                within.add(module);
            }
        }
        return within;
    }
}
