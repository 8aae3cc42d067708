package dev.bascule.inspect.model.report;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.Hub;

/** The words that reports use. */
final class Words {
    private Words() {}

    /** How sure a step is; only a finding as a whole is called certain. */
    static String edge(Confidence confidence) {
        return switch (confidence) {
            case CERTAIN -> "exact";
            case LIKELY -> "likely";
            case POSSIBLE -> "possible";
        };
    }

    /** As a stack trace shows it. */
    static String place(Place place) {
        StringBuilder text = new StringBuilder(place.className()).append('.').append(place.method());
        if (place.file() != null) {
            text.append('(').append(place.file());
            if (place.line() > 0) {
                text.append(':').append(place.line());
            }
            text.append(')');
        }
        return text.toString();
    }

    static String hub(Hub hub) {
        return target(hub.method()) + " ends " + count(hub.paths(), "path") + ". " + hub.advice();
    }

    static String target(Target target) {
        return target.className() + "." + target.method();
    }

    /** {@code 1 finding}, {@code 2 findings}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
