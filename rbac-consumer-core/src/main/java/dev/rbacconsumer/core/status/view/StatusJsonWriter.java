package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.status.PassedOverStatus;
import dev.rbacconsumer.core.status.SnapshotSource;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.time.Clock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes the consumer's status as one JSON document. Thread-safe. */
public final class StatusJsonWriter {
  /**
   * Version of the document; it grows when a field changes its meaning or is removed, and not when
   * one is added.
   */
  static final int VERSION = 1;

  private final InstanceInfo instance;
  private final SnapshotSource source;
  private final Clock clock;

  /**
   * Creates a report of this instance.
   *
   * @param instance constant facts about the process
   * @param source source of the delivery status
   */
  public StatusJsonWriter(InstanceInfo instance, SnapshotSource source, Clock clock) {
    this.instance = instance;
    this.source = source;
    this.clock = clock;
  }

  /** Returns the current status, as a document of the type {@code application/json} on one line. */
  public String json() {
    return FieldWriter.object(source.snapshot(), this::write);
  }

  private void write(Optional<StatusSnapshot> snapshot, FieldWriter fields) throws IOException {
    fields.number("version", VERSION);
    fields.instant("at", snapshot.map(StatusSnapshot::at).orElseGet(clock::now));
    fields.text("state", state(snapshot));
    fields.known("mode", snapshot.map(it -> it.mode().label()).orElse(""));
    fields.object("instance", instance, this::instance);
    fields.objectOrNull("source", snapshot, StatusJsonWriter::source);
    fields.objects(
        "passed_over",
        snapshot.map(StatusSnapshot::passedOver).orElse(List.of()),
        StatusJsonWriter::passedOver);
    fields.objects(
        "partitions",
        snapshot.map(StatusSnapshot::partitions).orElse(List.of()),
        PartitionFields::write);
  }

  private void instance(InstanceInfo facts, FieldWriter fields) throws IOException {
    fields.text("host", facts.host());
    fields.text("version", facts.version());
    fields.text("group", facts.group());
    fields.text("topic", facts.topic());
    fields.instant("started_at", facts.startedAt());
    fields.seconds("uptime_seconds", facts.uptime(clock));
  }

  private static void source(StatusSnapshot status, FieldWriter fields) throws IOException {
    fields.seconds("since_poll_seconds", status.sincePolled());
    fields.flag("connected", status.source().isConnected());
    fields.seconds("since_answer_seconds", status.source().sinceAnswered());
    fields.flag("member", status.source().isMember());
    fields.objectOrNull("problem", status.sourceProblem(), PartitionFields.problem(advice(status)));
    fields.objectOrNull("stalled", status.sourceStall(), PartitionFields::stall);
  }

  private static Advice advice(StatusSnapshot status) {
    return status
        .source()
        .problem()
        .map(problem -> SourceRemedy.of(problem.kind()))
        .orElseGet(ProblemState.KAFKA::general);
  }

  private static void passedOver(PassedOverStatus status, FieldWriter fields) throws IOException {
    fields.text("class", status.kind().label());
    fields.number("skipped", status.skipped());
    fields.number("dead_lettered", status.deadLettered());
    fields.instant("last_at", status.lastAt());
    fields.number("last_partition", status.partition().number());
    fields.number("last_offset", status.offset().value());
    fields.text("last_code", status.failure().reason());
    fields.text("last_reason", status.failure().message());
    fields.instant("degraded_until", status.degradedUntil());
    Advices.onPassedOver(status.failure()).write(fields);
  }

  private static String state(Optional<StatusSnapshot> snapshot) {
    if (snapshot.isEmpty()) {
      return "disabled";
    }
    StatusSnapshot status = snapshot.get();
    if (status.needsAttention()) {
      return "degraded";
    } else if (status.mode() == DeliveryMode.DRY_RUN) {
      return status.mode().label();
    } else if (!status.partitions().isEmpty()) {
      return "running";
    }
    boolean isMember = status.source().isConnected() && status.source().isMember();
    return status.sincePolled().isPresent() && isMember ? "standby" : "starting";
  }
}
