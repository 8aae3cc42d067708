package dev.bascule.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sootup.callgraph.CallGraph;
import sootup.callgraph.CallGraphAlgorithm;
import sootup.callgraph.ClassHierarchyAnalysisAlgorithm;
import sootup.callgraph.RapidTypeAnalysisAlgorithm;
import sootup.core.inputlocation.AnalysisInputLocation;
import sootup.core.model.SootMethod;
import sootup.core.model.SourceType;
import sootup.core.signatures.MethodSignature;
import sootup.java.bytecode.frontend.inputlocation.JavaClassPathAnalysisInputLocation;
import sootup.java.bytecode.frontend.inputlocation.JrtFileSystemAnalysisInputLocation;
import sootup.java.core.JavaSootClass;
import sootup.java.core.views.JavaView;

/** SootUp's call graph of a program: {@code cha|rta PROGRAM-DIRECTORY LIBRARY-DIRECTORY}. */
public final class SootUpGraph {
    private SootUpGraph() {}

    /** Prints how large it is. */
    public static void main(String[] args) throws IOException {
        List<AnalysisInputLocation> program = jars(Path.of(args[1]), SourceType.Application);
        List<AnalysisInputLocation> all = new ArrayList<>(program);
        all.addAll(jars(Path.of(args[2]), SourceType.Library));
        all.add(new JrtFileSystemAnalysisInputLocation(SourceType.Library, List.of()));
        JavaView view = new JavaView(all);
        JavaView own = new JavaView(program);
        List<MethodSignature> entries = own.getClasses()
                .map(JavaSootClass::getType)
                .flatMap(type -> view.getClass(type).stream())
                .flatMap(type -> type.getMethods().stream())
                .filter(SootMethod::isConcrete)
                .map(SootMethod::getSignature)
                .toList();
        CallGraphAlgorithm algorithm = args[0].equals("rta")
                ? new RapidTypeAnalysisAlgorithm(view)
                : new ClassHierarchyAnalysisAlgorithm(view);
        CallGraph graph = algorithm.initialize(entries);
        System.out.println(entries.size() + " entries, " + graph.getMethodSignatures().size() + " methods, "
                + graph.callCount() + " calls");
    }

    private static List<AnalysisInputLocation> jars(Path directory, SourceType type) throws IOException {
        List<AnalysisInputLocation> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path jar : files.filter(each -> each.toString().endsWith(".jar")).sorted().toList()) {
                found.add(new JavaClassPathAnalysisInputLocation(jar.toString(), type, List.of()));
            }
        }
        return found;
    }
}
