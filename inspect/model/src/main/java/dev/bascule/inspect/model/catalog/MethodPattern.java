package dev.bascule.inspect.model.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names methods of one type: {@code java.lang.Thread.sleep} for all overloads, {@code java.util.concurrent.Future.get()}
 * for one, {@code io.netty.channel.ChannelFuture.await*} for all whose name begins so. Also matches calls through subtypes.
 *
 * @param type the fully qualified name, with {@code $} before nested types
 * @param name a method's name, {@code <init>} for constructors, or the beginning of one and {@code *}; {@code **} also
 *     means what interfaces below the type add
 * @param parameters the simple names of the parameter types of the one overload that is meant, e.g. {@code long, TimeUnit};
 *     null for all
 */
public record MethodPattern(
        String type, String name, @Nullable List<String> parameters) {
    private static final int LONGEST = 500;
    /** Only loaded where a text is read: an agent, which makes these without, cannot wait for it. */
    private static final class Syntax {
        private static final String WORD = "[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*+";
        private static final Pattern TYPE = Pattern.compile("(?:" + WORD + "\\.)*+" + WORD);
        private static final Pattern NAME = Pattern.compile("<init>|" + WORD + "\\*?|\\*\\*?");
        private static final Pattern PARAMETER = Pattern.compile(WORD + "(?:\\[])*+(?:\\.\\.\\.)?");
        private static final Pattern WHOLE = Pattern.compile("([^()]*)\\.([^.()]+)(?:\\(([^()]*)\\))?");
    }

    /**
     * Reads {@code type.name} or {@code type.name(parameters)}.
     *
     * @throws IllegalArgumentException with a message that says what is wrong and what was expected
     */
    public static MethodPattern parse(String text) {
        Matcher matcher = Syntax.WHOLE.matcher(text.strip());
        if (text.length() > LONGEST || !matcher.matches()) {
            throw new IllegalArgumentException("'" + shortened(text)
                    + "' is not a method: expected package.Type.name, or package.Type.name(long, TimeUnit)");
        }
        String type = matcher.group(1);
        String name = matcher.group(2).strip();
        require(Syntax.TYPE, type, "a type", "package.Type or package.Outer$Inner", text);
        require(Syntax.NAME, name, "a method's name", "a name, the beginning of one and *, or <init>", text);
        return new MethodPattern(type, name, parameters(matcher.group(3), text));
    }

    private static @Nullable List<String> parameters(@Nullable String inside, String text) {
        if (inside == null) {
            return null;
        }
        if (inside.isBlank()) {
            return List.of();
        }
        List<String> names =
                Arrays.stream(inside.split(",", -1)).map(String::strip).toList();
        for (String name : names) {
            require(
                    Syntax.PARAMETER,
                    name,
                    "a parameter",
                    "the simple name of a type, as long or TimeUnit or byte[]",
                    text);
        }
        return names.stream().map(name -> name.replace("...", "[]")).toList();
    }

    private static void require(Pattern pattern, String part, String what, String expected, String text) {
        if (!pattern.matcher(part).matches()) {
            throw new IllegalArgumentException(
                    "'" + shortened(part) + "' in '" + shortened(text) + "' is not " + what + ": expected " + expected);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 97) + "...";
    }

    /**
     * How much it says. Where patterns of several rows match one call, the one with the greatest counts, and the first of
     * those that say as much: one overload before a name, a name before the beginning of one, a longer beginning before a
     * shorter one. Among types, the one nearest to the type that the call names comes before all that.
     */
    public int specificity() {
        if (parameters != null) {
            return Integer.MAX_VALUE;
        }
        return name.endsWith("*") ? name.length() - 1 : Integer.MAX_VALUE - 1;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return type + "." + name + (parameters == null ? "" : "(" + String.join(", ", parameters) + ")");
    }
}
