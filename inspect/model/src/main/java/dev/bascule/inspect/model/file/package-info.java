/** What is wrong in a file that a user wrote, told so that they can mend it. */
@NullMarked
package dev.bascule.inspect.model.file;

import org.jspecify.annotations.NullMarked;
