package dev.bascule.inspect.model.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a stack, without a hold on its class.
 *
 * @param className fully qualified, with {@code $} before nested types
 * @param method as in the class file
 * @param descriptor of the method; empty if not known
 * @param file the name of the source file, or null
 * @param line counted from 1; 0 if not known
 * @param types the class, its superclasses and interfaces, by name, the nearest first
 */
public record Frame(
        String className,
        String method,
        String descriptor,
        @Nullable String file,
        int line,
        Set<String> types) {

    /** As a stack trace shows it. */
    public String text() {
        return className + "." + method + "(" + place() + ")";
    }

    /** A recording tells the line, but no file. */
    private String place() {
        if (file == null) {
            return line > 0 ? "line " + line : "Unknown Source";
        }
        return line > 0 ? file + ":" + line : file;
    }

    /** Whether it is the same method, or one of the same class and name. */
    public boolean isOfSameName(Frame other) {
        return className.equals(other.className) && method.equals(other.method);
    }

    /** Simple names of the parameters' types; null if they are not known. */
    @Nullable
    List<String> parameters() {
        if (descriptor.isEmpty()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        int at = 1;
        while (descriptor.charAt(at) != ')') {
            int end = endOfType(at);
            names.add(simple(descriptor.substring(at, end)));
            at = end;
        }
        return names;
    }

    private int endOfType(int begin) {
        int at = begin;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
    }

    private static String simple(String type) {
        return switch (type.charAt(0)) {
            case '[' -> simple(type.substring(1)) + "[]";
            case 'L' -> type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1, type.length() - 1);
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            default -> "double";
        };
    }
}
