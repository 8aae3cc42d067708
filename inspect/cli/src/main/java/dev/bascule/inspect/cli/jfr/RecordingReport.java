package dev.bascule.inspect.cli.jfr;

import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.observed.ObservedReport;
import dev.bascule.inspect.model.observed.SourceNames;
import dev.bascule.inspect.model.observed.Verdict;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.scanner.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Makes reports of flight recordings. What cannot be read is told in the report. */
public final class RecordingReport {
    private static final String LENS = "jfr";

    private final Report.Tool tool;
    private final Catalog catalog;
    private final Duration threshold;

    /** Of calls that took at least as long as the threshold. */
    public RecordingReport(Report.Tool tool, Catalog catalog, Duration threshold) {
        this.tool = tool;
        this.catalog = catalog;
        this.threshold = threshold;
    }

    /** Of one recording; reads it once, event by event. The longest calls are first. */
    public Report of(Path file, Progress progress) {
        LoopThreads loops = new LoopThreads(catalog);
        Collector collector = new Collector(loops, threshold, new Settings(types(file)));
        String problem = read(file, collector, progress);
        Map<String, Report.Told> all = new LinkedHashMap<>();
        Verdict verdict = new Verdict(catalog, SourceNames.BY_CONVENTION, LENS);
        long[] cut = {0};
        collector.calls().each((sighting, isCut) -> {
            Report.Told told = verdict.of(sighting);
            if (told != null) {
                all.merge(told.fingerprint(), told, Report.Told::and);
            } else if (isCut) {
                cut[0] += sighting.evidence().count();
            }
        });
        String name = file.toString().replace('\\', '/');
        return new Report(
                tool,
                Report.Input.program(name + (collector.program().isEmpty() ? "" : " of " + collector.program())),
                all.values().stream().sorted(ObservedReport.LONGEST_FIRST).toList(),
                Report.Hidden.NONE,
                new Unseen(
                        problem == null ? List.of() : List.of(name + ": " + problem),
                        new Gaps(collector, threshold).of(cut[0], loops.unseen())),
                List.of());
    }

    /** None if they cannot be read, as where the end is missing; that is told when the events are. */
    private static List<EventType> types(Path file) {
        try (RecordingFile recording = new RecordingFile(file)) {
            return recording.readEventTypes();
        } catch (IOException | RuntimeException damaged) {
            return List.of();
        }
    }

    /** Null if all could be read. */
    private static @Nullable String read(Path file, Collector collector, Progress progress) {
        if (Files.isDirectory(file)) {
            return "is a directory, not a recording";
        }
        if (!Files.isReadable(file)) {
            return "may not be read";
        }
        String phase = "reading " + file.getFileName() + ", events";
        int done = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                collector.add(recording.readEvent());
                done = Math.min(done, Integer.MAX_VALUE - 1) + 1;
                progress.at(phase, done);
            }
        } catch (IOException | RuntimeException damaged) { // the JDK's reader throws all kinds of them
            String readTo = done == 0 ? "" : ", and was read to " + collector.until();
            boolean isForeign = done == 0 && damaged instanceof IOException;
            return (isForeign ? "" : "is damaged or cut off" + readTo + ": ") + reason(damaged);
        }
        boolean isBlind = !collector.tellsOfCalls() && collector.settings().isAllDisabled();
        return isBlind ? "holds no events that tell of blocking calls; start one with settings=profile" : null;
    }

    private static String reason(Exception damaged) {
        String message = damaged.getMessage();
        return message == null ? "the JDK's reader fails" : message;
    }
}
