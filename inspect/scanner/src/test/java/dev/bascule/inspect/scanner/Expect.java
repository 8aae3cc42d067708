package dev.bascule.inspect.scanner;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import dev.bascule.inspect.model.Finding.Confidence;
import java.lang.annotation.Retention;

/** The method is the site of a finding; those without it must have none that is surer than possible. */
@Retention(RUNTIME)
public @interface Expect {
    /** The rule. */
    String value();

    /** At least. */
    Confidence confidence() default Confidence.LIKELY;
}
