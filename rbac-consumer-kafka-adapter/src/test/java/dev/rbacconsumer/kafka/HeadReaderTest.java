package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Failures of the client that reads ahead; ObservationFromKafkaTest has what it reads. */
class HeadReaderTest {
  private static final TopicPartition T0 = new TopicPartition("outbox", 0);

  private final Consumer<byte[], byte[]> client = consumer();
  private final AtomicInteger opened = new AtomicInteger();
  private final HeadReader reader =
      new HeadReader(
          () -> {
            opened.incrementAndGet();
            return client;
          },
          record -> true);

  @Test
  void aClientThatFailsIsClosedAndAnotherOneIsOpened() {
    doThrow(new KafkaException("no leader")).when(client).assign(anyCollection());

    assertThat(reader.read(T0, 1, 5)).isEmpty();
    assertThat(reader.read(T0, 1, 5)).isEmpty();

    assertThat(opened).hasValue(2);
  }

  @Test
  void closingDuringAReadEndsTheRead() {
    assertThat(reader.read(T0, 5, 0)).isPresent();
    doThrow(new ConcurrentModificationException()).when(client).close(any(CloseOptions.class));

    reader.close();

    verify(client).wakeup();
  }

  @Test
  void aSourceWithoutSuchAClientReadsNothing() {
    HeadReader none = HeadReader.none();

    assertThat(none.read(T0, 1, 5)).isEmpty();
    none.close();
  }

  @SuppressWarnings("unchecked")
  private static Consumer<byte[], byte[]> consumer() {
    return mock(Consumer.class);
  }
}
