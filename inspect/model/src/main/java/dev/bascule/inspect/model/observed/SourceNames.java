package dev.bascule.inspect.model.observed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names places as their source does: the body of a lambda belongs to the method that it stands in. */
@FunctionalInterface
public interface SourceNames {
    /** By the names that javac and Kotlin give to such bodies; for when the class file is not at hand. */
    SourceNames BY_CONVENTION = (className, method) -> new Method(Convention.of(method.name()), method.descriptor());

    /** A method of a class; the descriptor may be empty. */
    record Method(String name, String descriptor) {}

    /** The method of the source that the code stands in; the method itself if nothing else is known. */
    Method enclosing(String className, Method method);

    /** How compilers number the bodies of lambdas. */
    final class Convention {
        private static final Pattern JAVAC = Pattern.compile("lambda\\$(.+)\\$\\d+");
        private static final Pattern KOTLIN = Pattern.compile("(.+?)\\$lambda\\$\\d+.*");

        private Convention() {}

        private static String of(String name) {
            Matcher javac = JAVAC.matcher(name);
            if (javac.matches()) {
                return switch (javac.group(1)) {
                    case "new" -> "<init>";
                    case "static" -> "<clinit>";
                    default -> javac.group(1);
                };
            }
            Matcher kotlin = KOTLIN.matcher(name);
            return kotlin.matches() ? kotlin.group(1) : name;
        }
    }
}
