/**
 * Says why threads of a JVM hang that know nothing of Bascule: who waits for what, and who would have to do it, as far as fields
 * of objects tell. What is only in local variables is not seen; so all of it is suspected, never proven.
 */
@NullMarked
package dev.bascule.inspect.agent.hang;

import org.jspecify.annotations.NullMarked;
