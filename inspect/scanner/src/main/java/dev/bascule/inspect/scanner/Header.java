package dev.bascule.inspect.scanner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of every class, to know how classes relate.
 *
 * @param name internal
 * @param superName internal; null for Object
 * @param methods those that it declares
 * @param made the classes that its code makes objects of
 * @param stored fields of other classes that its code puts objects into
 */
record Header(
        String name,
        @Nullable String superName,
        List<String> interfaces,
        int access,
        MethodNames methods,
        List<String> made,
        List<Origin.Field> stored) {}
