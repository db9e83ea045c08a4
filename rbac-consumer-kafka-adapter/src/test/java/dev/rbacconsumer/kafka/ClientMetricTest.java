package dev.rbacconsumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.port.AssignmentListener;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.port.UnreadableBatch;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import dev.rbacconsumer.testkit.messages.BadMessage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client measures of itself is really found there, with a real broker. */
class ClientMetricTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void everyOneHasAValueOnceRecordsCameWithEitherProtocol(String protocol) {
    PartitionId partition = new PartitionId("read-" + protocol, 0);
    kafka.createTopic(partition.topic(), 1);
    kafka.publish(BadMessage.NOT_JSON.message().at(partition, new Offset(0)));
    Member member = new Member(protocol, partition.topic());
    Map<MetricFamily, Supplier<OptionalDouble>> metrics = member.source.clientMetrics();

    Eventually.get(
        () -> {
          member.poll();
          return metrics.values().stream().filter(value -> value.get().isEmpty()).count();
        },
        missing -> missing == 0,
        SOON);

    assertThat(value(metrics, MetricFamily.CLIENT_RECORDS)).isEqualTo(1);
    assertThat(value(metrics, MetricFamily.CLIENT_BYTES)).isPositive();
    assertThat(value(metrics, MetricFamily.CLIENT_CONNECTIONS)).isPositive();
    assertThat(value(metrics, MetricFamily.CLIENT_FAILED_LOGINS)).isZero();
    assertThat(value(metrics, MetricFamily.CLIENT_REBALANCES)).isPositive();
    assertThat(value(metrics, MetricFamily.CLIENT_FETCH_MAX)).isBetween(0.0, 30.0);
    assertThat(value(metrics, MetricFamily.CLIENT_BETWEEN_POLLS_MAX)).isBetween(0.0, 30.0);
    assertThat(value(metrics, MetricFamily.CLIENT_SINCE_HEARTBEAT)).isBetween(0.0, 30.0);
    member.source.close(Duration.ofSeconds(5));
  }

  @Test
  void clientThatMeasuresNothingHasNoValues() {
    KafkaMessageSource source =
        new KafkaMessageSource(
            new MockConsumer<>("none"),
            () -> {
              throw new AssertionError("nobody looks");
            },
            "topic",
            SOON);

    assertThat(source.clientMetrics().values()).isNotEmpty().allMatch(it -> it.get().isEmpty());
  }

  private static double value(
      Map<MetricFamily, Supplier<OptionalDouble>> metrics, MetricFamily family) {
    return metrics.get(family).get().orElseThrow();
  }

  /** Reads from the beginning, and does nothing with it. */
  private static final class Member implements AssignmentListener, CommittedStatesCallback {
    final KafkaMessageSource source;
    private final Set<PartitionId> fresh = new HashSet<>();

    Member(String protocol, String topic) {
      KafkaClientSettings settings =
          new KafkaClientSettings(
              kafka.bootstrapServers(), topic, "test", Map.of("group.protocol", protocol));
      source = KafkaMessageSource.create(settings, topic, Duration.ofSeconds(5));
      source.open(this);
    }

    void poll() {
      try {
        source.poll(Duration.ofMillis(50));
        for (PartitionId partition : List.copyOf(fresh)) {
          source.requestCommittedStates(Set.of(partition), this);
          source.seek(Map.of(partition, new CommitPosition(0)));
          source.resume(Set.of(partition));
          fresh.remove(partition);
        }
      } catch (SourceException failed) {
        throw new AssertionError(failed);
      }
    }

    @Override
    public void assigned(Set<PartitionId> partitions) {
      fresh.addAll(partitions);
    }

    @Override
    public void revoked(Set<PartitionId> partitions) {
      fresh.removeAll(partitions);
    }

    @Override
    public void lost(Set<PartitionId> partitions) {
      fresh.removeAll(partitions);
    }

    @Override
    public void found(Map<PartitionId, CommittedState> starts) {}

    @Override
    public void failed(SourceException failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void unreadable(PartitionId partition, UnreadableBatch batch) {
      throw new AssertionError("unreadable: " + partition + batch);
    }

    @Override
    public void positionsOutOfRange(Set<PartitionId> partitions) {
      throw new AssertionError("outOfRange: " + partitions);
    }
  }
}
