package dev.bascule.inspect.scanner;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a method does, as far as the scan wants to know.
 *
 * @param calls in the order of the code
 * @param returns where what it returns comes from
 * @param stores what it puts into fields
 * @param lambdas the bodies of the functions that it makes, each with the internal name of the type that it is made for
 * @param isFlowKnown whether the origins of values were looked for
 */
record Body(
        List<Call> calls,
        Set<Origin> returns,
        Map<Origin.Field, Set<Origin>> stores,
        Map<Code, String> lambdas,
        boolean isFlowKnown) {
    static final Body EMPTY = new Body(List.of(), Set.of(), Map.of(), Map.of(), true);
}
