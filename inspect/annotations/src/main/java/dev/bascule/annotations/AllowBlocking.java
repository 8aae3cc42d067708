package dev.bascule.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The code may block where it stands: findings in it, or in what it calls, are not told. For a whole package, or code that
 * cannot be changed, use a file: {@code bascule scan --allow}.
 *
 * <p>On a method it covers the lambdas in it, on a class all its methods and the classes nested in it. It stands in class
 * files, where {@code bascule scan} reads it, and not at run time: whoever runs the class needs no jar for it.
 *
 * <pre>{@code
 * @AllowBlocking("reads one small file, before the first connection is accepted")
 * void channelRegistered(ChannelHandlerContext context) { ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface AllowBlocking {
    /** Why it may. */
    String value();
}
