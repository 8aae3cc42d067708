package dev.bascule.inspect.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes a finding the same one next week: rule, class, enclosing method of the source, and the catalogue's id of what
 * blocks. No line and no lambda's number, which change with code elsewhere, and not how the code is reached, which is
 * evidence. Two findings with the same fingerprint are one.
 */
public final class Fingerprint {
    /** What every fingerprint of this kind begins with. */
    public static final String PREFIX = "v1-";

    private static final int BYTES = 8;

    private Fingerprint() {}

    public static String of(Finding finding) {
        return of(finding.rule(), finding.site().className(), finding.site().method(), finding.leafId());
    }

    public static String of(String rule, String className, String method, String leafId) {
        String identity = String.join("\n", rule, className, method, leafId);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return PREFIX + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Whether a text has the form of one. */
    public static boolean isOne(String text) {
        return text.matches(PREFIX + "[0-9a-f]{" + 2 * BYTES + "}");
    }
}
