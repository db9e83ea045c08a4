package dev.rbacconsumer.launcher.bench.e2e.way;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes records with the product's decoder, so that the ways differ in nothing but how they
 * consume. Thread-safe.
 */
final class Changes {
  private static final OutboxDecoder DECODER = new OutboxDecoder(DecoderSettings.DEFAULT);

  private Changes() {}

  /** Returns the change of a record. */
  static TupleChange of(ConsumerRecord<byte[], byte[]> record) {
    List<RecordHeader> headers = new ArrayList<>();
    record.headers().forEach(it -> headers.add(new RecordHeader(it.key(), it.value())));
    Decoding decoding =
        DECODER.decode(
            new SourceRecord(
                new PartitionId(record.topic(), record.partition()),
                new Offset(record.offset()),
                record.timestamp(),
                record.key(),
                record.value(),
                headers));
    if (decoding instanceof Decoding.Relations relations) {
      return relations.event().change();
    }
    throw new IllegalStateException(
        "want a relations event at %s-%d, offset %d, got %s"
            .formatted(record.topic(), record.partition(), record.offset(), decoding));
  }
}
