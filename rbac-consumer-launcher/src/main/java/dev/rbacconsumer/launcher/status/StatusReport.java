package dev.rbacconsumer.launcher.status;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.status.PassedOverStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes the consumer's status as one JSON document. Thread-safe. */
public final class StatusReport {
  /**
   * Version of the document; it grows when a field changes its meaning or is removed, and not when
   * one is added.
   */
  static final int VERSION = 1;

  private static final JsonFactory JSON = new JsonFactory();

  private final Instance instance;
  private final SnapshotSource source;
  private final Clock clock;

  /**
   * @param instance constant facts about the process
   * @param source source of the delivery status
   */
  public StatusReport(Instance instance, SnapshotSource source, Clock clock) {
    this.instance = instance;
    this.source = source;
    this.clock = clock;
  }

  /** Returns the current status. */
  String json() {
    Optional<StatusSnapshot> snapshot = source.snapshot();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      write(snapshot, new FieldWriter(json));
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private void write(Optional<StatusSnapshot> snapshot, FieldWriter fields) throws IOException {
    Instant at = snapshot.map(StatusSnapshot::at).orElseGet(clock::now);
    fields.number("version", VERSION);
    fields.instant("at", at);
    fields.text("state", state(snapshot));
    fields.known("mode", snapshot.map(it -> it.mode().label()).orElse(""));
    fields.object(
        "instance",
        Optional.of(instance),
        it -> {
          fields.text("host", it.host());
          fields.text("version", it.version());
          fields.text("group", it.group());
          fields.text("topic", it.topic());
          fields.instant("started_at", it.startedAt());
          fields.seconds("uptime_seconds", it.uptime(clock));
        });
    fields.object(
        "source",
        snapshot,
        it -> {
          fields.seconds("since_poll_seconds", it.sincePolled());
          fields.object(
              "problem",
              it.sourceProblem(),
              problem -> PartitionFields.problem(problem, Advice.KAFKA, fields));
          fields.object("stalled", it.sourceStall(), stall -> PartitionFields.stall(stall, fields));
        });
    fields.objects(
        "passed_over",
        snapshot.map(StatusSnapshot::passedOver).orElse(List.of()),
        it -> passedOver(it, fields));
    fields.objects(
        "partitions",
        snapshot.map(StatusSnapshot::partitions).orElse(List.of()),
        it -> PartitionFields.write(it, fields));
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
    fields.advice(Advice.PASSED_OVER);
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
    return status.sincePolled().isPresent() ? "standby" : "starting";
  }
}
