package dev.bascule.inspect.cli;

import java.util.regex.Pattern;

/** Shows the pages of the rules on a terminal: they are nearly plain text. */
final class Markdown {
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]+\\)");

    private Markdown() {}

    /** Without marks for headings and links; code is indented. */
    static String plain(String markdown) {
        StringBuilder text = new StringBuilder();
        boolean code = false;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("```")) {
                code = !code;
            } else if (code) {
                text.append(line.isEmpty() ? "" : "    " + line).append('\n');
            } else {
                String words = LINK.matcher(line).replaceAll("$1");
                text.append(words.replaceFirst("^#+ ", "")).append('\n');
            }
        }
        return text.toString();
    }
}
