package dev.bascule.inspect.model.internal;

import java.util.Collection;

/** Finds the word that was meant, for messages. */
public final class Nearest {
    private Nearest() {}

    /** {@code "; did you mean 'x'?"} where one of the words is near, else nothing. */
    public static String hint(String word, Collection<String> known) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return least <= Math.max(2, best.length() / 3) && least < best.length() - 1
                ? "; did you mean '" + best + "'?"
                : "";
    }

    /** How many letters must be inserted, deleted or replaced; words of very different length count as far apart. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 8 || a.length() > 200) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
