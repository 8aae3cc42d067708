package dev.bascule.bench.watch;

import dev.bascule.inspect.agent.program.probe.Probes;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Says which probes a tool has seen: those whose method is on the stack of something that it has told of their thread.
 *
 * <p>{@code Seen report FILE} of Bascule's JSON, {@code Seen recording FILE} of the Flight Recorder's.
 */
public final class Seen {
    private static final String PACKAGE = Probes.class.getPackageName() + ".";

    /** A place in a report. */
    private static final Pattern PLACE = Pattern.compile(
            "\"class\"\\s*:\\s*\"" + Pattern.quote(PACKAGE) + "(\\w+)[^\"]*\",\\s*\"method\"\\s*:\\s*\"(\\w+)\"");

    /** All events of the JDK that say that a thread waited, or read or wrote. */
    private static final Pattern BLOCKING =
            Pattern.compile("jdk\\.(ThreadPark|ThreadSleep|JavaMonitor(Enter|Wait)|File.*|Socket.*|ProcessStart)");

    private Seen() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        System.out.println(tally(arguments[0].equals("report") ? inReport(file) : inRecording(file)));
    }

    private static Set<String> inReport(Path file) throws IOException {
        Set<String> seen = new TreeSet<>();
        Matcher places = PLACE.matcher(Files.readString(file));
        while (places.find()) {
            seen.add(places.group(1) + "." + places.group(2));
        }
        return seen;
    }

    private static Set<String> inRecording(Path file) throws IOException {
        Set<String> seen = new TreeSet<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            boolean isOurs = event.getThread() != null
                    && Probes.LOOP.equals(event.getThread().getJavaName());
            if (isOurs && BLOCKING.matcher(event.getEventType().getName()).matches() && event.getStackTrace() != null) {
                event.getStackTrace().getFrames().forEach(frame -> seen.add(name(frame)));
            }
        }
        return seen;
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
    }

    /** {@code seen|probes|false|controls}, and below that the names of what was missed, and of what was told in vain. */
    static String tally(Set<String> seen) {
        List<String> probes = names(Probes.probes());
        List<String> controls = names(Probes.controls());
        List<String> missed = probes.stream().filter(each -> !seen.contains(each)).toList();
        List<String> told = controls.stream().filter(seen::contains).toList();
        return (probes.size() - missed.size()) + "|" + probes.size() + "|" + told.size() + "|" + controls.size()
                + "\nmissed: " + String.join(" ", missed) + "\nfalse: " + String.join(" ", told);
    }

    private static List<String> names(List<Method> methods) {
        return methods.stream().map(Probes::name).toList();
    }
}
