package dev.bascule.examples.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text for people: wrapped lines, and durations with a fitting unit. */
final class Prose {
    /** No line is longer. */
    static final int WIDTH = 100;

    private Prose() {}

    /** Lines of at most the width. What continues a line is indented as far as the text after its label. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            wrapLine(line, width, lines);
        }
        return lines;
    }

    private static void wrapLine(String line, int width, List<String> lines) {
        String rest = line;
        String indent = " ".repeat(hangingIndent(line));
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            boolean breakable = blank > 0 && !rest.substring(0, blank).isBlank();
            int end = breakable ? blank : width;
            lines.add(rest.substring(0, end));
            rest = indent + rest.substring(end).stripLeading();
        }
        lines.add(rest);
    }

    /** {@code "  Why:   the loop"} continues below "the". */
    private static int hangingIndent(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        int colon = line.indexOf(": ");
        if (colon < 0 || colon > at + 8) {
            return at;
        }
        int text = colon + 1;
        while (text < line.length() && line.charAt(text) == ' ') {
            text++;
        }
        return text;
    }

    /** For example {@code 2.3 ms}, {@code 103 ms}, {@code 1.02 s}. */
    static String duration(double millis) {
        if (millis >= 999.5) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1000);
        }
        return String.format(Locale.ROOT, millis < 9.95 ? "%.1f ms" : "%.0f ms", millis);
    }
}
