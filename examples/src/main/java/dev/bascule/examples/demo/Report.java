package dev.bascule.examples.demo;

import java.util.List;

/** Where the results go, as they come. */
interface Report {
    /** The demo begins. */
    void begin(Setup setup);

    /** A scenario begins. */
    void begin(About about);

    /** A run of it has ended. */
    void run(Run run);

    /** The scenario has ended. */
    void end(Result result);

    /** The demo has ended. */
    void end(Setup setup, List<Result> results);
}
