package dev.bascule.examples.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for people, printed as the results come. Plain text of at most 100 columns; colours only on request. */
final class TextReport implements Report {
    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String MARGIN = " ".repeat(11);

    private final PrintWriter out;
    private final boolean colour;

    TextReport(Terminal terminal) {
        out = terminal.out();
        colour = terminal.colour();
    }

    @Override
    public void begin(Setup setup) {
        out.println(paint(BOLD, "Bascule: where sync and async code meet, first the wrong way, then with Bascule"));
        out.println(String.format(
                Locale.ROOT,
                "Java %s, %d processors; slow calls of %s s (--seconds).",
                setup.java(),
                setup.processors(),
                Double.toString(setup.seconds()).replaceFirst("\\.0$", "")));
    }

    @Override
    public void begin(About about) {
        out.println();
        out.println(paint(BOLD, about.name() + ": " + about.title()));
        paragraph("Python", about.pythonName());
    }

    @Override
    public void run(Run run) {
        Seen seen = run.seen();
        out.println();
        out.println("  "
                + paint(colourOf(run.way()), String.format("%-8s", run.way().word())) + " " + paint(BOLD, run.code()));
        out.println(MARGIN + paint(colourOf(seen.outcome()), verdict(seen)) + lag(seen));
        if (!seen.counts().isEmpty()) {
            lines(counts(seen));
        }
        if (seen.message() != null) {
            lines(seen.message());
        }
    }

    private static String verdict(Seen seen) {
        String time = Prose.duration(seen.millis());
        return switch (seen.outcome()) {
            case COMPLETED -> "completed in " + time;
            case HUNG -> "hung, given up on after " + time;
            case REFUSED -> "refused with " + seen.rule() + " after " + time;
            case FAILED -> "failed after " + time;
        };
    }

    private static String lag(Seen seen) {
        Double lag = seen.worstLagMillis();
        return lag == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; a %d ms ticker on its loop was up to %s late",
                        Ticker.PERIOD.toMillis(),
                        Prose.duration(lag));
    }

    private static String counts(Seen seen) {
        return seen.counts().entrySet().stream()
                .map(count -> String.format(Locale.ROOT, "%s %,d", count.getKey(), count.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void end(Result result) {
        out.println();
        paragraph("Why", result.about().why());
        String label = "Shown";
        for (Check check : result.checks()) {
            String mark = check.held() ? paint(GREEN, "yes") : paint(RED, "NO ");
            out.println("  " + String.format("%-8s", label) + " " + mark + " " + check.claim());
            label = "";
        }
    }

    @Override
    public void end(Setup setup, List<Result> results) {
        out.println();
        String row = "%-15s %-24s %-24s %s";
        out.println(paint(BOLD, String.format(row, "Summary", "wrong", "bascule", "shown")));
        for (Result result : results) {
            out.println(String.format(
                    row,
                    result.about().name(),
                    brief(result.problem()),
                    brief(result.solution()),
                    result.passed() ? paint(GREEN, "yes") : paint(RED, "NO")));
        }
        long failed = results.stream().filter(result -> !result.passed()).count();
        if (failed > 0) {
            out.println();
            out.println(paint(RED, failed + " of " + results.size() + " scenarios did not show what they should."));
        }
    }

    private static String brief(Run run) {
        Double lag = run.seen().worstLagMillis();
        String time =
                run.completed() ? Prose.duration(run.millis()) : run.outcome().word();
        return lag == null ? time : time + ", lag " + Prose.duration(lag);
    }

    private void paragraph(String label, String text) {
        String head = label;
        for (String line : Prose.wrap(text, Prose.WIDTH - MARGIN.length())) {
            out.println("  " + paint(DIM, String.format("%-8s", head)) + " " + line);
            head = "";
        }
    }

    private void lines(String text) {
        Prose.wrap(text, Prose.WIDTH - MARGIN.length()).forEach(line -> out.println(MARGIN + line));
    }

    private static String colourOf(Way way) {
        return way == Way.WRONG ? RED : GREEN;
    }

    private static String colourOf(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> GREEN;
            case REFUSED -> YELLOW;
            case HUNG, FAILED -> RED;
        };
    }

    private String paint(String code, String text) {
        return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
