package dev.rbacconsumer.launcher.status;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Writes each kind of field in one format: unknown values are null, and never left out. */
final class FieldWriter {
  private final JsonGenerator json;

  FieldWriter(JsonGenerator json) {
    this.json = json;
  }

  void text(String name, String text) throws IOException {
    json.writeStringField(name, text);
  }

  /** Writes a text; an empty one means unknown. */
  void known(String name, String text) throws IOException {
    if (text.isEmpty()) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, text);
    }
  }

  void number(String name, long number) throws IOException {
    json.writeNumberField(name, number);
  }

  void number(String name, Optional<Long> number) throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.get());
    } else {
      json.writeNullField(name);
    }
  }

  /** Writes a duration in seconds, to the millisecond. */
  void seconds(String name, Duration duration) throws IOException {
    json.writeNumberField(name, BigDecimal.valueOf(duration.toMillis(), 3));
  }

  void seconds(String name, Optional<Duration> duration) throws IOException {
    if (duration.isPresent()) {
      seconds(name, duration.get());
    } else {
      json.writeNullField(name);
    }
  }

  /** Writes a time in UTC, to the millisecond. */
  void instant(String name, Instant instant) throws IOException {
    json.writeStringField(name, instant.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  void instant(String name, Optional<Instant> instant) throws IOException {
    if (instant.isPresent()) {
      instant(name, instant.get());
    } else {
      json.writeNullField(name);
    }
  }

  void advice(Advice advice) throws IOException {
    text("advice", advice.text());
    text("runbook", advice.section());
  }

  <T> void object(String name, Optional<T> value, Fields<T> fields) throws IOException {
    if (value.isPresent()) {
      json.writeObjectFieldStart(name);
      fields.write(value.get());
      json.writeEndObject();
    } else {
      json.writeNullField(name);
    }
  }

  <T> void objects(String name, Iterable<T> values, Fields<T> fields) throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      json.writeStartObject();
      fields.write(value);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes the fields of an object. */
  @FunctionalInterface
  interface Fields<T> {
    void write(T value) throws IOException;
  }
}
