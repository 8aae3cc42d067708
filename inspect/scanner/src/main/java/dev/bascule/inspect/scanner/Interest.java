package dev.bascule.inspect.scanner;

import java.util.Set;

/**
 * Names of methods that the catalogue speaks of: only where one is called does it matter where values come from.
 *
 * @param names of methods in full
 * @param prefixes the beginnings of names
 * @param tests of methods whose boolean result says something
 */
record Interest(Set<String> names, Set<String> prefixes, Set<String> tests) {
    boolean isNamed(String method) {
        return names.contains(method)
                || tests.contains(method)
                || prefixes.stream().anyMatch(method::startsWith);
    }

    boolean isTest(String method) {
        return tests.contains(method);
    }
}
