package dev.bascule.inspect.scanner;

/** Gives what a class file says, some of it later. */
interface ClassDetails {
    Shape shape();

    Bodies bodies();

    /** What is known already. */
    record Known(Shape shape, Bodies bodies) implements ClassDetails {}
}
