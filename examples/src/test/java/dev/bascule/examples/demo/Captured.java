package dev.bascule.examples.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What the demo printed, and its exit code. */
record Captured(int status, String out, String err) {

    static Captured run(String... args) {
        return run(false, args);
    }

    static Captured run(boolean onTerminal, String... args) {
        StringWriter out = new StringWriter();
        return run(new PrintWriter(out, true), out, onTerminal, args);
    }

    /** Its output goes to a stream that is full. */
    static Captured runIntoFullStream(String... args) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        return run(new PrintWriter(new PrintStream(full), true), new StringWriter(), false, args);
    }

    private static Captured run(PrintWriter to, StringWriter out, boolean onTerminal, String... args) {
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(to, new PrintWriter(err, true), onTerminal, onTerminal);
        int status = Demo.run(terminal, args);
        return new Captured(status, out.toString(), err.toString());
    }
}
