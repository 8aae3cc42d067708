/** Comparisons with the peers: JMH benchmarks, memory, scale, and the runner that sets them side by side. */
@NullMarked
package dev.bascule.bench;

import org.jspecify.annotations.NullMarked;
