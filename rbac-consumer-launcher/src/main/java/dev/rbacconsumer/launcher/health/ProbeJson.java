package dev.rbacconsumer.launcher.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.launcher.health.HealthView.Standing;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes the answer of a probe as documented in {@code docs/health.md}: one object on one line. */
final class ProbeJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ProbeJson() {}

  static String text(boolean good, List<Standing> checks, List<Degradation> degraded) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("status", status(good, degraded));
      json.writeArrayFieldStart("checks");
      for (Standing check : checks) {
        write(json, check);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("degraded");
      for (Degradation degradation : degraded) {
        write(json, degradation);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.append('\n').toString();
  }

  private static String status(boolean good, List<Degradation> degraded) {
    if (!good) {
      return "failed";
    }
    return degraded.isEmpty() ? "ok" : "degraded";
  }

  private static String text(Instant since) {
    return since.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static void write(JsonGenerator json, Standing check) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", check.condition().name());
    json.writeBooleanField("ok", check.condition().met());
    json.writeStringField("reason", check.condition().reason());
    json.writeStringField("since", text(check.since()));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Degradation degradation) throws IOException {
    json.writeStartObject();
    json.writeStringField("what", degradation.kind().label());
    if (degradation.partition().isPresent()) {
      PartitionId partition = degradation.partition().get();
      json.writeStringField("topic", partition.topic());
      json.writeNumberField("partition", partition.number());
    }
    json.writeStringField("reason", degradation.reason());
    json.writeStringField("since", text(degradation.since()));
    json.writeEndObject();
  }
}
