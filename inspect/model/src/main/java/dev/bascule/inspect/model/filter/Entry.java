package dev.bascule.inspect.model.filter;

import dev.bascule.inspect.model.file.Mistakes;
import java.util.List;

/** A line of words with a reason: {@code words -- reason}. */
record Entry(List<String> words, String reason) {
    private static final String MARK = " -- ";

    static Entry read(String line, int number, Mistakes mistakes) {
        String padded = " " + line.strip() + " ";
        int mark = padded.indexOf(MARK);
        String reason = mark < 0 ? "" : padded.substring(mark + MARK.length()).strip();
        if (reason.isEmpty()) {
            mistakes.add(number, "there is no reason: end the line with ' -- ' and why it may stay");
        }
        String before = (mark < 0 ? padded : padded.substring(0, mark)).strip();
        if (before.isEmpty()) {
            mistakes.add(number, "nothing is named before '" + MARK + "'");
        }
        return new Entry(before.isEmpty() ? List.of() : List.of(before.split("\\s+")), reason);
    }
}
