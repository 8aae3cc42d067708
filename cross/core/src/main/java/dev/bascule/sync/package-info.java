/**
 * Locks, permits, gates and queues that threads and loops share: one primitive, one line of waiters, a blocking face for
 * threads and an asynchronous one for loops.
 */
@NullMarked
package dev.bascule.sync;

import org.jspecify.annotations.NullMarked;
