package dev.bascule.inspect.scanner.real;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.ClassNode;

/**
 * The classes of a release, and how they relate.
 *
 * @param looked those of the jars that are scanned, with their code
 * @param above the types that a class names as its superclass and interfaces
 */
record Jars(List<ClassNode> looked, Map<String, List<String>> above) {

    static Jars read(Release release) throws IOException {
        Jars jars = new Jars(new ArrayList<>(), new HashMap<>());
        for (Path jar : release.looked()) {
            jars.read(jar, 0).forEach(jars.looked::add);
        }
        for (Path jar : release.libraries()) {
            jars.read(jar, ClassReader.SKIP_CODE);
        }
        return jars;
    }

    private List<ClassNode> read(Path jar, int options) throws IOException {
        List<ClassNode> classes = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().filter(Jars::isClass).toList()) {
                ClassNode node = new ClassNode();
                new ClassReader(zip.getInputStream(entry).readAllBytes())
                        .accept(node, options | ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
                List<String> types = new ArrayList<>(node.interfaces);
                if (node.superName != null) {
                    types.add(node.superName);
                }
                above.putIfAbsent(node.name, types);
                classes.add(node);
            }
        }
        return classes;
    }

    static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class")
                && !entry.getName().startsWith("META-INF/")
                && !entry.getName().endsWith("module-info.class");
    }

    Set<String> supertypes(String type) {
        Set<String> all = new LinkedHashSet<>();
        collect(type, all);
        return all;
    }

    private void collect(String type, Set<String> all) {
        if (all.add(type)) {
            above.getOrDefault(type, List.of()).forEach(each -> collect(each, all));
        }
    }

    /** Whether the function's body stands in one of the jars that are scanned. */
    boolean hasCode(Handle handle) {
        return looked.stream()
                .filter(type -> type.name.equals(handle.getOwner()))
                .flatMap(type -> type.methods.stream())
                .anyMatch(method -> method.name.equals(handle.getName())
                        && method.desc.equals(handle.getDesc())
                        && method.instructions.size() > 0);
    }
}
