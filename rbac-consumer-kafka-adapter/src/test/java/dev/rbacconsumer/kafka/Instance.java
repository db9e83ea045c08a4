package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.WorkspaceEventHandler;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.core.runtime.SourceThread;
import dev.rbacconsumer.core.time.Backoff;
import dev.rbacconsumer.kafka.client.KafkaClientSettings;
import dev.rbacconsumer.testkit.EventProbe;
import dev.rbacconsumer.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One instance on real threads against a real broker; only what it applies to is scripted. */
final class Instance implements AutoCloseable {
  static final String GROUP = "rbac-consumer-group";
  static final long QUEUE_BYTES = 1_000_000;

  final EventProbe events = new EventProbe();
  final KafkaMessageSource source;
  final SourceThread thread;

  /**
   * @param handler gets the text of each record's value, as a workspace id
   */
  Instance(
      String bootstrapServers,
      String topic,
      Map<String, String> properties,
      Backoff backoff,
      WorkspaceEventHandler handler) {
    this(bootstrapServers, topic, properties, backoff, DataLossPolicy.BLOCK, handler);
  }

  /**
   * @param handler gets the text of each record's value, as a workspace id
   */
  Instance(
      String bootstrapServers,
      String topic,
      Map<String, String> properties,
      Backoff backoff,
      DataLossPolicy onDataLoss,
      WorkspaceEventHandler handler) {
    source =
        KafkaMessageSource.create(
            new KafkaClientSettings(bootstrapServers, GROUP, "test", properties),
            topic,
            Duration.ofSeconds(5));
    LaneSettings lanes = LaneSettings.DEFAULT.withBackoff(backoff).withQueue(50, QUEUE_BYTES);
    DispatcherSettings settings = DispatcherSettings.defaults(GROUP).withOnDataLoss(onDataLoss);
    thread = new SourceThread(delivery(handler).dispatcher(lanes, settings));
    thread.start();
  }

  @Override
  public void close() {
    thread.stop();
    Eventually.get(thread::hasEnded, ended -> ended, Duration.ofSeconds(30));
  }

  private Delivery delivery(WorkspaceEventHandler handler) {
    FenceAuthority fences =
        (lockId, timeout) -> new FenceOutcome.Acquired(new FenceToken(lockId, "token"));
    return Delivery.of(
            source,
            (change, fence, timeout) -> new Outcome.Applied(Optional.empty()),
            fences,
            JvmRuntime.create())
        .withDecoder(Instance::decode)
        .withWorkspaces(handler)
        .withObserver(events);
  }

  private static Decoding decode(SourceRecord record) {
    String id = new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8);
    return new Decoding.Workspace(
        new WorkspaceEvent(
            new EventMetadata("", "", "", "", "", "", "", "", null),
            WorkspaceEvent.Operation.CREATE,
            "org",
            "",
            id,
            ""));
  }
}
