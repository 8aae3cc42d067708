package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Hub;
import java.util.List;

/**
 * What a scan has found, and what it could not see.
 *
 * @param findings in no order
 * @param applicationClasses how many classes were looked at
 * @param libraryClasses how many others were read
 * @param roots how many pieces of code run on threads that must not block
 * @param hubs calls that end many paths since they could go to too many methods, those that end most first
 * @param notes what went wrong without harm, for people
 */
public record ScanResult(
        List<Finding> findings,
        int applicationClasses,
        int libraryClasses,
        int roots,
        Unseen unseen,
        List<Hub> hubs,
        List<String> notes) {

    /**
     * What the scan could not see.
     *
     * @param unreadable class files and archives, each with the reason; if there are any, the result is incomplete
     * @param unresolvedCalls calls that may go to too many methods to follow them
     * @param reflectiveCalls calls by reflection, which are not followed
     * @param unknownCode methods too large or too odd to follow values through
     * @param missingTypes types that the program names and that were not given: what extends them is not known for what
     *     it is, and calls of them are not followed
     * @param missingPackages the packages of most of these, the commonest first
     */
    public record Unseen(
            List<String> unreadable,
            long unresolvedCalls,
            long reflectiveCalls,
            long unknownCode,
            long missingTypes,
            List<String> missingPackages) {}
}
