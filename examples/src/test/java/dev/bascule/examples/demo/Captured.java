package dev.bascule.examples.demo;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What the demo printed, and its exit code. */
record Captured(int status, String out, String err) {

    static Captured run(String... args) {
        return run(false, args);
    }

    static Captured run(boolean onTerminal, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal =
                new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), onTerminal, onTerminal);
        int status = Demo.run(terminal, args);
        return new Captured(status, out.toString(), err.toString());
    }
}
