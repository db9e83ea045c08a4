package dev.rbacconsumer.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Writes the fields of a JSON object, each kind of field in one format: unknown values are null,
 * and never left out. Confined to one thread.
 */
public final class FieldWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;

  private FieldWriter(JsonGenerator json) {
    this.json = json;
  }

  /** Returns a JSON object on one line, with the fields of a value. */
  public static <T> String object(T value, Fields<T> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(value, new FieldWriter(json));
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** Writes a text. */
  public void text(String name, String text) throws IOException {
    json.writeStringField(name, text);
  }

  /** Writes true or false. */
  public void flag(String name, boolean flag) throws IOException {
    json.writeBooleanField(name, flag);
  }

  /** Writes a list of texts. */
  public void texts(String name, Iterable<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  /** Writes a text; an empty one means unknown. */
  public void known(String name, String text) throws IOException {
    if (text.isEmpty()) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, text);
    }
  }

  /** Writes a number. */
  public void number(String name, long number) throws IOException {
    json.writeNumberField(name, number);
  }

  /** Writes a number, or null. */
  public void number(String name, Optional<Long> number) throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.get());
    } else {
      json.writeNullField(name);
    }
  }

  /** Writes a duration in seconds, to the millisecond. */
  public void seconds(String name, Duration duration) throws IOException {
    json.writeNumberField(name, BigDecimal.valueOf(duration.toMillis(), 3));
  }

  /** Writes a duration in seconds, to the millisecond, or null. */
  public void seconds(String name, Optional<Duration> duration) throws IOException {
    if (duration.isPresent()) {
      seconds(name, duration.get());
    } else {
      json.writeNullField(name);
    }
  }

  /** Writes a time in UTC, to the millisecond. */
  public void instant(String name, Instant instant) throws IOException {
    json.writeStringField(name, instant.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  /** Writes a time in UTC, to the millisecond, or null. */
  public void instant(String name, Optional<Instant> instant) throws IOException {
    if (instant.isPresent()) {
      instant(name, instant.get());
    } else {
      json.writeNullField(name);
    }
  }

  /** Writes an object with the fields of a value. */
  public <T> void object(String name, T value, Fields<T> fields) throws IOException {
    json.writeObjectFieldStart(name);
    fields.write(value, this);
    json.writeEndObject();
  }

  /** Writes an object, or null. */
  public <T> void objectOrNull(String name, Optional<T> value, Fields<T> fields)
      throws IOException {
    if (value.isPresent()) {
      object(name, value.get(), fields);
    } else {
      json.writeNullField(name);
    }
  }

  /** Writes a list of objects. */
  public <T> void objects(String name, Iterable<T> values, Fields<T> fields) throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      json.writeStartObject();
      fields.write(value, this);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes the fields of an object. */
  @FunctionalInterface
  public interface Fields<T> {
    /** Writes all fields of a value. */
    void write(T value, FieldWriter fields) throws IOException;
  }
}
