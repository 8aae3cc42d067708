/** What code says about itself to Bascule's inspections. Not needed at run time. */
@NullMarked
package dev.bascule.annotations;

import org.jspecify.annotations.NullMarked;
