package dev.bascule.inspect.model.report;

import java.io.IOException;

/** A form in which a report is written. */
public interface ReportWriter {
    void write(Report report, Appendable out) throws IOException;
}
