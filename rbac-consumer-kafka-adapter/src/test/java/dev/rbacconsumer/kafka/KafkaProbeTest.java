package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anySet;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The probe tells a silent coordinator from silent brokers. */
class KafkaProbeTest {
  private final Consumer<byte[], byte[]> client = consumer();
  private final KafkaProbe probe =
      new KafkaProbe(
          client, KafkaClientSettings.of("broker:9092", "group", "test"), Duration.ofSeconds(5));

  @BeforeEach
  void haveATopic() {
    when(client.partitionsFor(anyString(), any()))
        .thenReturn(List.of(new PartitionInfo("outbox", 0, null, null, null)));
  }

  @Test
  void aSilentCoordinatorIsNamedOnceTheBrokersHaveAnswered() {
    when(client.committed(anySet(), any())).thenThrow(new TimeoutException("late"));

    assertThatThrownBy(() -> probe.committed("outbox"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("the coordinator of group group does not answer")
        .hasMessageContaining("__consumer_offsets");
  }

  @Test
  void silentBrokersAreNamedWithTheirAddress() {
    when(client.listTopics(any())).thenThrow(new TimeoutException("late"));

    assertThatThrownBy(probe::topics).hasMessageContaining("no answer from broker:9092");
  }

  @SuppressWarnings("unchecked")
  private static Consumer<byte[], byte[]> consumer() {
    return mock(Consumer.class);
  }
}
