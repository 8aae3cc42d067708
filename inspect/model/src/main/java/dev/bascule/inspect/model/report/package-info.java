/** Reports: what a run has found, and the forms in which it is written and read. */
@NullMarked
package dev.bascule.inspect.model.report;

import org.jspecify.annotations.NullMarked;
