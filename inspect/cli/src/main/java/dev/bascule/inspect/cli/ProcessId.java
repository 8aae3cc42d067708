package dev.bascule.inspect.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of a process. */
final class ProcessId implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new TypeConversionException("must be the number of a process, as 4711, was '" + text
                    + "'; 'bascule attach' alone lists the JVMs that there are");
        }
        return Long.valueOf(text);
    }
}
