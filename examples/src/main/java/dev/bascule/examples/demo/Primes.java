package dev.bascule.examples.demo;

import java.time.Duration;

/**
 * Counts the primes among so many numbers from a billion on, by trial division: real work whose length grows with the
 * numbers.
 */
record Primes(long numbers) {
    private static final long FIRST = 1_000_000_000L;
    private static final int STEP = 200;

    /** A count that takes about so long on this machine, as it is now. */
    static Primes lasting(Duration length) {
        measure(length.dividedBy(10)); // for the compiler
        double perNano = measure(length.dividedBy(5));
        return new Primes(Math.max(STEP, (long) (perNano * length.toNanos())));
    }

    private static double measure(Duration length) {
        long began = System.nanoTime();
        long numbers = 0;
        long primes = 0;
        while (System.nanoTime() - began < length.toNanos()) {
            primes += count(FIRST + numbers, STEP);
            numbers += STEP;
        }
        if (primes > numbers) {
            throw new AssertionError("more primes than numbers"); // the count is used, so it cannot be optimised away
        }
        return (double) numbers / (System.nanoTime() - began);
    }

    /** The number of primes. */
    long count() {
        return count(FIRST, numbers);
    }

    private static long count(long first, long numbers) {
        long primes = 0;
        for (long n = first; n < first + numbers; n++) {
            if (isPrime(n)) {
                primes++;
            }
        }
        return primes;
    }

    private static boolean isPrime(long n) {
        if (n % 2 == 0) {
            return n == 2;
        }
        for (long d = 3; d * d <= n; d += 2) {
            if (n % d == 0) {
                return false;
            }
        }
        return n > 1;
    }
}
