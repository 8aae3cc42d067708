package dev.bascule.inspect.model.filter;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Fingerprint;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.file.Mistakes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The findings that are known and shall not be told again, each with a reason. A text file with a sorted line for each:
 *
 * <pre>v1-0123456789abcdef BSC101 com.acme.Handler#read jdk.sleep -- goes away with the old protocol</pre>
 *
 * Only the first word and the reason count; what stands between is for the reader.
 */
public final class Baseline {
    public static final Baseline EMPTY = new Baseline(new TreeMap<>());

    private static final String HEAD = """
            # Findings that are known. One a line: fingerprint, what it is, and after -- the reason why it may stay.
            # 'bascule scan --baseline FILE --prune' takes away the lines of what is gone.
            """;

    private final SortedMap<String, Known> byFingerprint;

    private Baseline(SortedMap<String, Known> byFingerprint) {
        this.byFingerprint = byFingerprint;
    }

    /** A line of the file. */
    public record Known(String fingerprint, String what, String reason) {
        @Override
        public String toString() {
            return fingerprint + " " + (what.isEmpty() ? "" : what + " ") + "-- " + reason;
        }
    }

    /** Reads the text of a file, whose name is for messages. */
    public static Baseline read(String file, String text) throws InvalidFileException {
        Mistakes mistakes = new Mistakes(file);
        SortedMap<String, Known> known = new TreeMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                Entry entry = Entry.read(line, number, mistakes);
                String fingerprint =
                        entry.words().isEmpty() ? "" : entry.words().get(0);
                if (!Fingerprint.isOne(fingerprint)) {
                    mistakes.add(
                            number,
                            "'" + fingerprint + "' is not a fingerprint: expected " + Fingerprint.PREFIX
                                    + " and 16 hexadecimal digits");
                } else {
                    List<String> what = entry.words().subList(1, entry.words().size());
                    if (known.put(fingerprint, new Known(fingerprint, String.join(" ", what), entry.reason()))
                            != null) {
                        mistakes.add(number, fingerprint + " stands twice");
                    }
                }
            }
        }
        mistakes.throwIfAny();
        return new Baseline(known);
    }

    public boolean has(Finding finding) {
        return byFingerprint.containsKey(Fingerprint.of(finding));
    }

    public int size() {
        return byFingerprint.size();
    }

    /** The lines for which there is no finding any more. */
    public List<Known> stale(Collection<Finding> all) {
        Set<String> there = all.stream().map(Fingerprint::of).collect(Collectors.toSet());
        return byFingerprint.values().stream()
                .filter(known -> !there.contains(known.fingerprint()))
                .toList();
    }

    /** Without the lines for which there is no finding any more; never with more. */
    public Baseline pruned(Collection<Finding> all) {
        SortedMap<String, Known> rest = new TreeMap<>(byFingerprint);
        stale(all).forEach(known -> rest.remove(known.fingerprint()));
        return new Baseline(rest);
    }

    /** With these findings too; those that are known already keep their reasons. */
    public Baseline with(Collection<Finding> accepted, String reason) {
        SortedMap<String, Known> more = new TreeMap<>(byFingerprint);
        for (Finding finding : accepted) {
            String fingerprint = Fingerprint.of(finding);
            String what = finding.rule() + " " + finding.site().className() + "#"
                    + finding.site().method() + " " + finding.leafId();
            more.putIfAbsent(fingerprint, new Known(fingerprint, what, reason));
        }
        return new Baseline(more);
    }

    /** As {@link #read} reads it. */
    public String text() {
        return HEAD + byFingerprint.values().stream().map(known -> known + "\n").collect(Collectors.joining());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Baseline that && byFingerprint.equals(that.byFingerprint);
    }

    @Override
    public int hashCode() {
        return Map.copyOf(byFingerprint).hashCode();
    }
}
