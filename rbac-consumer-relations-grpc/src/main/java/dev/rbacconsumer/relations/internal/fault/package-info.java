/** Errors of the store: their classification and their text. */
@NullMarked
package dev.rbacconsumer.relations.internal.fault;

import org.jspecify.annotations.NullMarked;
