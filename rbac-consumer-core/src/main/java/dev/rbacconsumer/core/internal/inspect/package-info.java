/**
 * Content of the command {@code inspect}: one record of a partition, the records that wait behind
 * it, and what the commit says. Pure; records are handed in. Start at {@link
 * dev.rbacconsumer.core.internal.inspect.Inspection}.
 */
@NullMarked
package dev.rbacconsumer.core.internal.inspect;

import org.jspecify.annotations.NullMarked;
