package dev.bascule.examples.demo;

/**
 * Where and how the demo runs.
 *
 * @param seconds the length of the slow calls, as the user chose
 */
record Setup(double seconds, String java, int processors) {

    static Setup here(double seconds) {
        return new Setup(
                seconds,
                System.getProperty("java.version", "?"),
                Runtime.getRuntime().availableProcessors());
    }
}
