package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A transaction that a producer has begun and not ended. Confined to a thread. */
final class HangingTransaction {
  private static final String TEN_MINUTES = "600000";

  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /** Begins one with a record. */
  void begin(KafkaProcess kafka, SourceRecord record) {
    KafkaProducer<byte[], byte[]> beginning =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.insideServers(),
                "transactional.id",
                record.partition().topic(),
                "transaction.timeout.ms",
                TEN_MINUTES),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer = beginning;
    beginning.initTransactions();
    beginning.beginTransaction();
    Future<?> sent =
        beginning.send(
            new ProducerRecord<>(
                record.partition().topic(),
                record.partition().number(),
                record.key(),
                record.value()));
    beginning.flush();
    if (!sent.isDone()) {
      throw new IllegalStateException("want a record in the transaction, got none");
    }
  }

  /** Commits it. */
  void commit() {
    if (producer != null) {
      producer.commitTransaction();
      producer.close();
      producer = null;
    }
  }
}
