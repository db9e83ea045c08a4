/**
 * Content of the command {@code inspect}: one record of a partition, the records that wait behind
 * it, and what the commit says. Pure; records are handed in. Start at {@link
 * dev.rbacconsumer.core.inspect.Inspection}.
 */
@NullMarked
package dev.rbacconsumer.core.inspect;

import org.jspecify.annotations.NullMarked;
