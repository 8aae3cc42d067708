package dev.bascule.testkit.contract;

import java.util.List;

/** Two callers who meet at a subject: the one who has it, and the one who comes. */
record Pair(Face first, Face second) {
    static List<Pair> all() {
        List<Face> faces = Face.available();
        return faces.stream()
                .flatMap(first -> faces.stream().map(second -> new Pair(first, second)))
                .toList();
    }

    @Override
    public String toString() {
        return first + " with " + second;
    }
}
