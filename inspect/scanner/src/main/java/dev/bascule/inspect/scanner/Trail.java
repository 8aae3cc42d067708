package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding.Confidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a method was reached from a root.
 *
 * @param before null for the root
 * @param line in the method before, of the call that leads here; 0 if not known
 * @param edge how sure it is that the method before leads here
 * @param why what puts the root on its thread
 */
record Trail(MethodInfo method, @Nullable Trail before, int line, Confidence edge, String why) {
    static Trail root(MethodInfo method, Confidence edge, String why) {
        return new Trail(method, null, 0, edge, why);
    }

    Trail next(MethodInfo called, int at, Confidence confidence) {
        return new Trail(called, this, at, confidence, why);
    }

    /** From the root on. */
    List<Trail> steps() {
        List<Trail> steps = new ArrayList<>();
        for (Trail each = this; each != null; each = each.before) {
            steps.add(0, each);
        }
        return steps;
    }

    int length() {
        int length = 0;
        for (Trail each = this; each != null; each = each.before) {
            length++;
        }
        return length;
    }

    /** That of the weakest link. */
    Confidence confidence() {
        Confidence least = edge;
        for (Trail each = before; each != null; each = each.before) {
            least = Chains.min(least, each.edge);
        }
        return least;
    }
}
