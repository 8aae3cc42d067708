package dev.bascule.inspect.model.report;

import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.Hub;
import dev.bascule.inspect.model.Unseen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For people. Why and fix are told with the first of several findings that have the same ones. */
public final class TextWriter implements ReportWriter {
    private static final int MOST_WAITS = 40;
    private static final int WIDTH = 100;
    private static final int LABEL = 7;
    private static final String BOLD = "1";
    private static final String RED = "31";
    private static final String YELLOW = "33";

    private final boolean colour;

    /** With or without the control sequences of a terminal. */
    public TextWriter(boolean colour) {
        this.colour = colour;
    }

    @Override
    public void write(Report report, Appendable out) throws IOException {
        StringBuilder text = new StringBuilder();
        Set<String> explained = new HashSet<>();
        for (Report.Told told : report.findings()) {
            finding(told, explained, text);
        }
        waits(report.waits(), text);
        summary(report, text);
        out.append(text);
    }

    private void finding(Report.Told told, Set<String> explained, StringBuilder text) {
        Finding finding = told.finding();
        head(finding, text);
        line("At", Words.place(finding.site()), text);
        if (told.hang() == null) {
            evidence(told.evidence(), text);
        }
        path(finding, text);
        hang(told.hang(), text);
        if (explained.add(finding.rule() + finding.why() + finding.fix())) {
            paragraph("Why", finding.why(), text);
            paragraph("Fix", finding.fix(), text);
            line("See", "bascule rules " + finding.rule() + ", or " + JsonWriter.help(finding.rule()), text);
        } else {
            line("See", "why and what to do above, or bascule rules " + finding.rule(), text);
        }
        line("Id", told.fingerprint(), text);
        text.append('\n');
    }

    private void head(Finding finding, StringBuilder text) {
        String confidence = finding.confidence().name().toLowerCase(Locale.ROOT);
        String note = finding.severity() == Finding.Severity.NOTE ? ", note" : "";
        String head = finding.rule() + ": " + finding.message() + " (" + confidence + note + ")";
        String wrapped = String.join("\n", wrap(head, WIDTH, "    "));
        text.append(paint(finding.severity() == Finding.Severity.ERROR ? RED : YELLOW, finding.rule()))
                .append(paint(BOLD, wrapped.substring(finding.rule().length())))
                .append('\n');
    }

    private static void evidence(@Nullable Evidence seen, StringBuilder text) {
        if (seen != null) {
            paragraph(
                    "Seen",
                    Words.count(seen.count(), "time") + ", worst " + Words.duration(seen.maxNanos()) + ", together "
                            + Words.duration(seen.totalNanos()) + ", on " + Words.threads(seen.threads()),
                    text);
        }
    }

    private static void hang(@Nullable Hang hang, StringBuilder text) {
        if (hang != null) {
            String label = "Hang";
            for (String link : hang.links()) {
                paragraph(label, link, text);
                label = "";
            }
        }
    }

    private static void path(Finding finding, StringBuilder text) {
        String label = "Path";
        String why = finding.root().why();
        for (Finding.Step step : finding.path()) {
            String place = Words.place(step.place());
            String note = step.edge() == Confidence.CERTAIN ? "" : "  (" + Words.edge(step.edge()) + ")";
            line(label, label.isEmpty() ? "-> " + place + note : place, text);
            if (!label.isEmpty()) {
                paragraph("", "(" + why + ")", text);
            }
            label = "";
        }
    }

    private void waits(List<String> waits, StringBuilder text) {
        if (!waits.isEmpty()) {
            text.append(paint(BOLD, "Waits that Bascule knows of:")).append('\n');
            waits.stream()
                    .limit(MOST_WAITS)
                    .forEach(wait -> text.append("  ").append(wait).append('\n'));
            if (waits.size() > MOST_WAITS) {
                text.append("  and ").append(waits.size() - MOST_WAITS).append(" lines more, which JSON has\n");
            }
            text.append('\n');
        }
    }

    private void summary(Report report, StringBuilder text) {
        text.append(paint(BOLD, found(report))).append('\n');
        for (String item : report.unseen().unreadable()) {
            sentence("Not read: " + item, text);
        }
        String hidden = hidden(report.hidden());
        if (!hidden.isEmpty()) {
            sentence("Hidden: " + hidden, text);
        }
        List<String> gaps = report.unseen().gaps().stream()
                .filter(gap -> gap.count() > 0)
                .map(Unseen.Gap::told)
                .toList();
        if (!gaps.isEmpty()) {
            sentence("Not seen: " + String.join("; ", gaps) + ".", text);
        }
        for (Hub hub : report.hubs()) {
            sentence("Hub: " + Words.hub(hub), text);
        }
        if (report.isIncomplete()) {
            text.append(paint(RED, "Incomplete: what could not be read may hold more."))
                    .append('\n');
        }
    }

    private static String found(Report report) {
        List<Report.Told> findings = report.findings();
        String read = " in " + looked(report.input()) + ".";
        if (findings.isEmpty()) {
            return (report.isIncomplete() ? "No findings, in what could be read," : "No findings") + read;
        }
        List<String> parts = new ArrayList<>();
        for (Confidence confidence : List.of(Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE)) {
            long count = findings.stream()
                    .filter(told -> told.finding().confidence() == confidence)
                    .count();
            if (count > 0) {
                parts.add(count + " " + confidence.name().toLowerCase(Locale.ROOT));
            }
        }
        return Words.count(findings.size(), "finding") + " (" + String.join(", ", parts) + ")" + read;
    }

    private static String looked(Report.Input input) {
        String classes = Words.count(input.classes(), "class").replace("classs", "classes");
        if (input.programs().isEmpty()) {
            return classes;
        }
        String programs = String.join(", ", input.programs());
        return input.classes() == 0 ? programs : classes + " and " + programs;
    }

    private static String hidden(Report.Hidden hidden) {
        List<String> parts = new ArrayList<>();
        if (hidden.accepted() > 0) {
            parts.add(hidden.accepted() + " in the baseline");
        }
        if (hidden.allowed() > 0) {
            parts.add(hidden.allowed() + " allowed");
        }
        if (hidden.unsure() > 0) {
            parts.add(hidden.unsure() + " less sure (--confidence possible)");
        }
        if (hidden.notes() > 0) {
            parts.add(Words.count(hidden.notes(), "note") + " (--notes)");
        }
        return parts.isEmpty() ? "" : String.join(", ", parts) + ".";
    }

    private static void sentence(String content, StringBuilder text) {
        wrap(content, WIDTH - 2, "  ").forEach(line -> text.append(line).append('\n'));
    }

    private static void line(String label, String content, StringBuilder text) {
        String head = label.isEmpty() ? "" : label + ":";
        text.append("  ")
                .append(head)
                .append(" ".repeat(LABEL - head.length()))
                .append(content)
                .append('\n');
    }

    private static void paragraph(String label, String content, StringBuilder text) {
        String head = label;
        for (String line : wrap(content, WIDTH - 2 - LABEL, "")) {
            line(head, line, text);
            head = "";
        }
    }

    /** In lines of at most that width, where words allow it; all but the first begin with the indent. */
    private static List<String> wrap(String content, int width, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : content.strip().split("\\s+", -1)) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(indent);
            } else if (line.length() > 0) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private String paint(String code, String text) {
        return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
