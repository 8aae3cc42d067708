package dev.bascule.testkit.contract;

import java.util.ArrayList;
import java.util.List;

/** A way to wait for a subject: the caller, the form of the call, and whether what it gives is held by token or by scope. */
record Way(Face face, Form form, boolean scoped) {
    enum Form {
        PLAIN,
        LIMITED,
        UNINTERRUPTIBLE,
        ASYNC
    }

    /** All that the caller and the subject both have; none for a loop if the subject has no asynchronous face. */
    static List<Way> all(Face face, Subject subject) {
        List<Way> ways = new ArrayList<>();
        for (Form form : Form.values()) {
            boolean possible = form == Form.ASYNC ? subject.isDual() : face != Face.LOOP;
            if (possible) {
                ways.add(new Way(face, form, false));
            }
            if (possible && subject instanceof Acquirable) {
                ways.add(new Way(face, form, true));
            }
        }
        return ways;
    }

    boolean isAsync() {
        return form == Form.ASYNC;
    }

    boolean isInterruptible() {
        return form == Form.PLAIN || form == Form.LIMITED;
    }

    @Override
    public String toString() {
        return face + " " + form + (scoped ? " scoped" : "");
    }
}
