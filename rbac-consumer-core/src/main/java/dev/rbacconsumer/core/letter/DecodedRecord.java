package dev.rbacconsumer.core.letter;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.SourceRecord;

/**
 * A record with its decoding.
 *
 * @param record as it was read
 * @param decoding result of decoding it
 */
public record DecodedRecord(SourceRecord record, Decoding decoding) {}
