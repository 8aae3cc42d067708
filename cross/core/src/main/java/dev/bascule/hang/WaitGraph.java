package dev.bascule.hang;

import java.util.List;

/**
 * Who waits for what, at one moment: a tree for each waiting thread. Taken without stopping anybody, so that parts of it
 * may be some microseconds apart.
 *
 * @param waits the innermost wait of each thread
 */
public record WaitGraph(List<WaitNode> waits) {
    /** Copies the list. */
    public WaitGraph {
        waits = List.copyOf(waits);
    }

    /** The trees, a line for each node, for people. */
    @Override
    public String toString() {
        if (waits.isEmpty()) {
            return "no thread waits";
        }
        StringBuilder out = new StringBuilder();
        waits.forEach(wait -> print(wait, "", out));
        return out.toString();
    }

    private static void print(WaitNode node, String indent, StringBuilder out) {
        out.append(indent).append(node.what());
        if (!node.canHappen()) {
            out.append("  [never]");
        }
        out.append('\n');
        node.needs().forEach(need -> print(need, indent + "  ", out));
    }

    /** {@code {"schema":1,"waits":[{"what":"..","canHappen":true,"needs":[..]}]}}. */
    public String toJson() {
        StringBuilder out = new StringBuilder("{\"schema\":1,\"waits\":");
        json(waits, out);
        return out.append('}').toString();
    }

    private static void json(List<WaitNode> nodes, StringBuilder out) {
        out.append('[');
        String separator = "";
        for (WaitNode node : nodes) {
            out.append(separator).append("{\"what\":");
            quote(node.what(), out);
            out.append(",\"canHappen\":").append(node.canHappen()).append(",\"needs\":");
            json(node.needs(), out);
            out.append('}');
            separator = ",";
        }
        out.append(']');
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
