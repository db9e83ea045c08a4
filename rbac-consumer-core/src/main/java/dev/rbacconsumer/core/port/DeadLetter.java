package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.observe.Failure;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;

/**
 * A record that is set aside.
 *
 * @param record as it was read
 * @param failure why
 * @param at when
 */
public record DeadLetter(SourceRecord record, Failure failure, Instant at) {}
