/**
 * Reads commits, offsets and single records for an operator, outside of the group. Start at {@link
 * dev.rbacconsumer.kafka.internal.inspect.RecordInspector}.
 */
@NullMarked
package dev.rbacconsumer.kafka.internal.inspect;

import org.jspecify.annotations.NullMarked;
