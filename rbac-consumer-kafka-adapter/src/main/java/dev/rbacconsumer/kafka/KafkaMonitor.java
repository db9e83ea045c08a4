package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.PartitionReport;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.source.SourceProblem;
import dev.rbacconsumer.core.source.SourceState;
import dev.rbacconsumer.kafka.connectivity.BrokerPing;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers what is known of Kafka: from the pings of the brokers, and from the regular requests of
 * the source about topic, group and partitions. While no broker answers a ping, nothing is known of
 * partitions. Thread-safe.
 */
public final class KafkaMonitor implements SourceMonitor {
  private final SourceObservation observation;
  private final BrokerPing ping;

  /**
   * Creates a monitor of a source, and of the brokers that it reads from.
   *
   * @param ping started by the caller
   */
  public KafkaMonitor(KafkaMessageSource source, BrokerPing ping) {
    this.observation = source.observation();
    this.ping = ping;
  }

  @Override
  public Optional<PartitionReport> partition(PartitionId partition) {
    return ping.contact().isConnected() ? observation.report(partition) : Optional.empty();
  }

  @Override
  public SourceState state() {
    boolean isConnected = ping.contact().isConnected();
    Optional<SourceProblem> problem = ping.problem();
    return new SourceState(
        isConnected,
        Stream.concat(ping.sinceAnswered().stream(), observation.sinceAnswered().stream())
            .min(Duration::compareTo),
        isConnected && observation.isMember(),
        problem.isPresent() ? problem : observation.problem());
  }
}
