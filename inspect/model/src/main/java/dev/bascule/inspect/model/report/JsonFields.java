package dev.bascule.inspect.model.report;

import dev.bascule.inspect.model.file.Mistakes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An object of a JSON text, asked for one field after the other. What is not as expected becomes a mistake that names its
 * path, and the answer is then some harmless value. Fields that nobody asks for are passed over: a newer version may write
 * more of them.
 */
final class JsonFields {
    private final Map<?, ?> values;
    private final String path;
    private final Mistakes mistakes;

    private JsonFields(Map<?, ?> values, String path, Mistakes mistakes) {
        this.values = values;
        this.path = path;
        this.mistakes = mistakes;
    }

    static JsonFields of(@Nullable Object value, String path, Mistakes mistakes) {
        if (value instanceof Map<?, ?> map) {
            return new JsonFields(map, path, mistakes);
        }
        mistakes.add(0, (path.isEmpty() ? "the whole" : path) + " must be an object, was " + kind(value));
        return new JsonFields(Map.of(), path, new Mistakes(mistakes.file()));
    }

    String text(String key) {
        String text = textOrNull(key);
        if (text == null && values.get(key) == null) {
            wrong(key, "is missing");
        }
        return text == null ? "" : text;
    }

    @Nullable
    String textOrNull(String key) {
        Object value = values.get(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        wrong(key, "must be a text, was " + kind(value));
        return null;
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    int number(String key) {
        long number = longNumber(key);
        if (number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        wrong(key, "must be a whole number below 2^31, was " + number);
        return 0;
    }

    long longNumber(String key) {
        Object value = values.get(key);
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        wrong(key, "must be a whole number from 0 on, was " + kind(value));
        return 0;
    }

    boolean truth(String key) {
        Object value = values.get(key);
        if (!(value instanceof Boolean)) {
            wrong(key, "must be true or false, was " + kind(value));
        }
        return Boolean.TRUE.equals(value);
    }

    /** A time as ISO 8601 writes it. */
    Instant instant(String key) {
        String text = text(key);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            wrong(key, "must be a time as 2026-01-31T12:00:00Z, was '" + text + "'");
            return Instant.EPOCH;
        }
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String text = text(key);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        wrong(
                key,
                "must be one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT) + ", was '"
                        + text + "'");
        return type.getEnumConstants()[0];
    }

    JsonFields object(String key) {
        return of(values.get(key), path(key), mistakes);
    }

    List<String> texts(String key) {
        return items(key, value -> {
            if (!(value instanceof String)) {
                wrong(key, "must be a list of texts, holds " + kind(value));
            }
            return String.valueOf(value);
        });
    }

    /** None if the field is missing, as in reports that were written before there was such a field. */
    List<String> textsIfAny(String key) {
        return values.containsKey(key) ? texts(key) : List.of();
    }

    /** A list of objects. */
    <T> List<T> objects(String key, Function<JsonFields, T> reader) {
        int[] index = {0};
        return items(key, value -> reader.apply(of(value, path(key) + "[" + index[0]++ + "]", mistakes)));
    }

    private <T> List<T> items(String key, Function<@Nullable Object, T> reader) {
        List<T> items = new ArrayList<>();
        if (values.get(key) instanceof List<?> list) {
            for (Object item : list) {
                items.add(reader.apply(item));
            }
        } else {
            wrong(key, "must be a list, was " + kind(values.get(key)));
        }
        return items;
    }

    void wrong(String key, String message) {
        mistakes.add(0, path(key) + " " + message);
    }

    private String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "missing";
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List) {
            return "a list";
        }
        String text = value.toString();
        return "'" + (text.length() > 60 ? text.substring(0, 57) + "..." : text) + "'";
    }
}
