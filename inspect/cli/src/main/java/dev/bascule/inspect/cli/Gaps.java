package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.Unseen.Gap;
import dev.bascule.inspect.scanner.ScanResult;
import java.util.ArrayList;
import java.util.List;

/** Says for reports what a scan could not see. */
final class Gaps {
    private static final int MOST_NAMES = 5;

    private Gaps() {}

    static Unseen of(ScanResult.Unseen unseen, List<String> missingLibraries) {
        List<Gap> gaps = new ArrayList<>();
        gaps.add(gap("unresolved-calls", "calls that may go to too many methods", unseen.unresolvedCalls()));
        gaps.add(gap("reflection", "calls by reflection", unseen.reflectiveCalls()));
        gaps.add(gap("unknown-code", "methods too large or too odd to follow values through", unseen.unknownCode()));
        gaps.add(new Gap(
                "missing-types",
                "types that were not given, which --lib can do",
                count(unseen.missingTypes()),
                first(unseen.missingPackages())));
        gaps.add(new Gap(
                "missing-libraries",
                "libraries whose jars are not in the local repository",
                missingLibraries.size(),
                first(missingLibraries)));
        return new Unseen(unseen.unreadable(), gaps);
    }

    private static List<String> first(List<String> names) {
        return names.subList(0, Math.min(MOST_NAMES, names.size()));
    }

    private static Gap gap(String kind, String what, long count) {
        return new Gap(kind, what, count(count), List.of());
    }

    private static int count(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
