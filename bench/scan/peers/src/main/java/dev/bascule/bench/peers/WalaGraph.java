package dev.bascule.bench.peers;

import com.ibm.wala.core.util.config.AnalysisScopeReader;
import com.ibm.wala.ipa.callgraph.AnalysisScope;
import com.ibm.wala.ipa.callgraph.cha.CHACallGraph;
import com.ibm.wala.ipa.callgraph.impl.AllApplicationEntrypoints;
import com.ibm.wala.ipa.cha.ClassHierarchy;
import com.ibm.wala.ipa.cha.ClassHierarchyFactory;
import com.ibm.wala.types.ClassLoaderReference;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** WALA's call graph of a program by class hierarchy: {@code PROGRAM-DIRECTORY LIBRARY-DIRECTORY}. */
public final class WalaGraph {
    private WalaGraph() {}

    /** Prints how large it is. */
    public static void main(String[] args) throws Exception {
        String program = jars(args[0]).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        AnalysisScope scope = AnalysisScopeReader.instance.makeJavaBinaryAnalysisScope(program, null);
        for (Path jar : jars(args[1])) {
            scope.addToScope(ClassLoaderReference.Extension, new JarFile(jar.toFile()));
        }
        ClassHierarchy hierarchy = ClassHierarchyFactory.makeWithRoot(scope);
        CHACallGraph graph = new CHACallGraph(hierarchy, false);
        graph.init(new AllApplicationEntrypoints(scope, hierarchy));
        System.out.println(hierarchy.getNumberOfClasses() + " classes, " + graph.getNumberOfNodes() + " methods");
    }

    private static List<Path> jars(String directory) throws Exception {
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            return files.filter(each -> each.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
