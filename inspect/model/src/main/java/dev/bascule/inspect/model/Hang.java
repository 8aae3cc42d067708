package dev.bascule.inspect.model;

import java.util.List;

/**
 * Why something will never come back.
 *
 * @param links who waits for what, and who would have to do it; each in a sentence, the last closes the circle
 * @param proven whether nothing outside can end it; otherwise nothing that was seen can
 */
public record Hang(List<String> links, boolean proven) {
    /** Copies the links. */
    public Hang {
        links = List.copyOf(links);
    }
}
