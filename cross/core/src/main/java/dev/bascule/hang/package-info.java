/** STUB, to be dropped at the merge. */
package dev.bascule.hang;
