package dev.bascule.internal;

/** A task that says where in the order of its producer it belongs. */
final class Numbered extends Nothing {
    final int producer;
    final int number;

    Numbered(int producer, int number) {
        this.producer = producer;
        this.number = number;
    }
}
