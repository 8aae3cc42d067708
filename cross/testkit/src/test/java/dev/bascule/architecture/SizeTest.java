package dev.bascule.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the size of files and methods: what does not fit on a few screens is not reviewed, only trusted. */
class SizeTest {

    private static final int FILE_95 = 300;
    private static final int FILE_MAX = 500;
    private static final int METHOD_95 = 25;
    private static final int METHOD_MAX = 60;
    private static final int SHOWN = 15;

    private static List<Sized> files;
    private static List<Sized> methods;

    private record Sized(String name, int lines) {
        @Override
        public String toString() {
            return "%5d  %s".formatted(lines, name);
        }
    }

    @BeforeAll
    static void measure() {
        RepositorySources sources = RepositorySources.find();
        files = sources.files().stream()
                .map(file -> new Sized(sources.nameOf(file), sources.linesOf(file)))
                .toList();
        methods = new ArrayList<>();
        for (RepositorySources.Unit unit : sources.parse()) {
            new MethodMeter(unit, sources.nameOf(unit.file())).scan(unit.tree(), null);
        }
    }

    @Test
    void measurement_thisFile_isSeen() {
        assertThat(files).anyMatch(file -> file.name().endsWith("/architecture/SizeTest.java"));
        assertThat(methods)
                .anyMatch(method -> method.name().endsWith("SizeTest.java: threeLines") && method.lines() == 3);
    }

    @Test
    void files_wholeRepository_areShort() {
        hold("files", files, FILE_95, FILE_MAX);
    }

    @Test
    void methods_wholeRepository_areShort() {
        hold("methods", methods, METHOD_95, METHOD_MAX);
    }

    private static void hold(String what, List<Sized> all, int percentile95, int max) {
        List<Sized> worstFirst = all.stream()
                .sorted(Comparator.comparingInt(Sized::lines).reversed())
                .toList();
        int at95 = worstFirst.get(worstFirst.size() - ceil95(worstFirst.size())).lines();
        int worst = worstFirst.get(0).lines();
        String message = "%d %s: 95th percentile %d lines (at most %d), longest %d (at most %d). The longest:%n%s"
                .formatted(all.size(), what, at95, percentile95, worst, max, list(worstFirst));
        assertThat(at95 <= percentile95 && worst <= max).as(message).isTrue();
    }

    /** The nearest rank of the 95th percentile, counted from 1 in ascending order. */
    private static int ceil95(int count) {
        return (count * 95 + 99) / 100;
    }

    private static String list(List<Sized> worstFirst) {
        return worstFirst.stream()
                .limit(SHOWN)
                .map(Sized::toString)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    /** Its length is what {@link #measurement_thisFile_isSeen} looks for. */
    private static int threeLines() {
        return 3;
    }

    /** Adds each method and constructor of a file, from its first annotation or modifier to its closing brace. */
    private static final class MethodMeter extends TreeScanner<Void, Void> {
        private final RepositorySources.Unit unit;
        private final String file;

        MethodMeter(RepositorySources.Unit unit, String file) {
            this.unit = unit;
            this.file = file;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            CompilationUnitTree tree = unit.tree();
            long end = unit.positions().getEndPosition(tree, method);
            if (end != Diagnostic.NOPOS) {
                int lines = (int) (lineAt(end - 1) - lineAt(startOf(method)) + 1);
                methods.add(new Sized(file + ": " + method.getName(), lines));
            }
            return super.visitMethod(method, unused);
        }

        private long startOf(Tree tree) {
            return unit.positions().getStartPosition(unit.tree(), tree);
        }

        private long lineAt(long position) {
            return unit.tree().getLineMap().getLineNumber(position);
        }
    }
}
