package dev.bascule.inspect.scanner.real;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which code is called back on threads that must not block.
 *
 * @param bodies methods of implementations
 * @param functions methods to which functions are passed
 * @param moves names of methods that move work elsewhere
 */
record Table(List<Row> bodies, List<Row> functions, Set<String> moves) {
    private record Row(String type, Set<String> names) {}

    static Table read() throws IOException {
        Table table = new Table(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        try (InputStream in = Table.class.getResourceAsStream("callbacks.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(table::read);
        }
        return table;
    }

    private void read(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        List<String> words = List.of(line.split("\\s+"));
        switch (words.get(0)) {
            case "moves" -> moves.addAll(words.subList(1, words.size()));
            case "body" -> bodies.add(row(words));
            case "function" -> functions.add(row(words));
            default -> throw new IllegalStateException(line);
        }
    }

    private static Row row(List<String> words) {
        return new Row(words.get(1).replace('.', '/'), Set.copyOf(words.subList(2, words.size())));
    }

    boolean isBody(Set<String> supertypes, MethodNode method) {
        return bodies.stream()
                .anyMatch(row -> supertypes.contains(row.type()) && row.names().contains(method.name));
    }

    boolean isGivenTo(Set<String> supertypes, String method) {
        return !method.equals("<init>")
                && functions.stream()
                        .anyMatch(row ->
                                supertypes.contains(row.type()) && !row.names().contains(method));
    }
}
