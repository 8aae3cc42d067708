package dev.bascule.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * One thing that is measured, in a JVM of its own each time.
 *
 * @param kind how it is started
 * @param name the benchmark's class and method, or the arguments of the main class
 * @param parameters of the JMH benchmark
 * @param option for the JVM, or empty
 */
record Case(Kind kind, String name, Map<String, String> parameters, String option) {
    /** The main class that runs it. */
    enum Kind {
        JMH,
        /** On one CPU, where {@code taskset} is to be had: for what consists of waking another thread. */
        JMH_ON_ONE_CPU,
        MEMORY,
        SCALE
    }

    /** What a run gives. */
    enum Measure {
        TIME("ns"),
        CPU("ns of CPU"),
        BYTES("bytes"),
        ALLOCATED("bytes allocated");

        final String unit;

        Measure(String unit) {
            this.unit = unit;
        }
    }

    /** A benchmark with parameters as key and value in turn. */
    static Case jmh(String name, String... parameters) {
        return jmh(Kind.JMH, name, parameters);
    }

    /** The same on one CPU: where the kernel puts the two threads makes a factor of ten, and is nobody's merit. */
    static Case jmhOnOneCpu(String name, String... parameters) {
        return jmh(Kind.JMH_ON_ONE_CPU, name, parameters);
    }

    private static Case jmh(Kind kind, String name, String... parameters) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        return new Case(kind, name, map, "");
    }

    static Case memory(String name) {
        return new Case(Kind.MEMORY, name, Map.of(), "");
    }

    static Case scale(String what, int count) {
        return new Case(Kind.SCALE, what + " " + count, Map.of(), "");
    }

    /** The same in a JVM with this option. */
    Case with(String jvmOption) {
        return new Case(kind, name, parameters, jvmOption);
    }

    boolean isJmh() {
        return kind == Kind.JMH || kind == Kind.JMH_ON_ONE_CPU;
    }

    /** Whether it uses virtual threads itself, or a library that needs their JDK, so that JDK 17 cannot run it. */
    boolean needsVirtualThreads() {
        return parameters.containsValue("virtual")
                || parameters.containsValue("100000")
                || name.startsWith("await")
                || name.startsWith("wait")
                || name.startsWith("links")
                || name.endsWith(".jox");
    }

    @Override
    public String toString() {
        String where = (kind == Kind.JMH_ON_ONE_CPU ? " on one CPU" : "") + (option.isEmpty() ? "" : " " + option);
        return parameters.isEmpty() ? name + where : name + " " + parameters + where;
    }
}
