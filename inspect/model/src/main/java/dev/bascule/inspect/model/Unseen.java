package dev.bascule.inspect.model;

import java.util.List;

/**
 * What a run could not see; a report that does not say so is read as if there were nothing more.
 *
 * @param unreadable files, or entries of archives, that could not be read, each with the reason; if there are any, the run
 *     is incomplete
 * @param gaps what no run of this kind sees, with how much of it there was
 */
public record Unseen(List<String> unreadable, List<Gap> gaps) {
    public static final Unseen NOTHING = new Unseen(List.of(), List.of());

    public Unseen {
        unreadable = List.copyOf(unreadable);
        gaps = List.copyOf(gaps);
    }

    /**
     * Something that is not followed.
     *
     * @param kind a stable word for programs, as {@code reflection}
     * @param what it is, in the plural, for people, without a number: "calls by reflection"
     * @param names the most important ones, or where most of them are; empty where names say nothing
     */
    public record Gap(String kind, String what, int count, List<String> names) {
        /** Copies the names. */
        public Gap {
            names = List.copyOf(names);
        }

        /** In a few words. */
        public String told() {
            return what + ": " + count + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")");
        }
    }
}
