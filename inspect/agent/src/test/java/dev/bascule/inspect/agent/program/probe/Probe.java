package dev.bascule.inspect.agent.program.probe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes one call that blocks, or that does what may block. What it needs has been made by its class's constructor. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Probe {
    /** The row of the catalogue that it is told under; several, with bars between, where versions of the JDK differ. */
    String value();

    /** The first version of the JDK that has it. */
    int since() default 17;

    /** Whether the JVM keeps what it asks for, so that it must not be asked before. */
    boolean once() default false;
}
