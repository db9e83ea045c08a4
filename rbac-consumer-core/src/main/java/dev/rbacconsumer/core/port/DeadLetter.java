package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;

/**
 * A record that is sent to the dead-letter topic.
 *
 * @param record as it was read
 * @param failure why the record could not be applied
 * @param at time at which it was given up
 */
public record DeadLetter(SourceRecord record, Failure failure, Instant at) {}
