/**
 * Reads commits, offsets and single records for an operator, outside of the group. Start at {@link
 * dev.rbacconsumer.kafka.inspect.RecordInspector}.
 */
@NullMarked
package dev.rbacconsumer.kafka.inspect;

import org.jspecify.annotations.NullMarked;
