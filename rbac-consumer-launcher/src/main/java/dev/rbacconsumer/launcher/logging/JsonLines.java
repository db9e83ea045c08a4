package dev.rbacconsumer.launcher.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes each event as one JSON object on one line, in ASCII: every other character, and every one
 * that controls a terminal, is escaped. The names of its fields are public. Thread-safe.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int USUAL_LENGTH = 256;
  private static final byte[] NONE = {};

  private final JsonFactory json =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new Escapes())
          .build();

  @Override
  public byte[] headerBytes() {
    return NONE;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_LENGTH);
    try (JsonGenerator object = json.createGenerator(line, JsonEncoding.UTF8)) {
      object.writeStartObject();
      write(event, object);
      object.writeEndObject();
      object.writeRaw('\n');
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.toByteArray();
  }

  @Override
  public byte[] footerBytes() {
    return NONE;
  }

  private static void write(ILoggingEvent event, JsonGenerator object) throws IOException {
    object.writeStringField("timestamp", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    object.writeStringField("level", event.getLevel().toString());
    object.writeStringField("logger", event.getLoggerName());
    object.writeStringField("thread", event.getThreadName());
    object.writeStringField("message", String.valueOf(event.getFormattedMessage()));
    Map<String, String> context = event.getMDCPropertyMap();
    if (!context.isEmpty()) {
      for (String key : LogContext.KEYS) {
        write(key, context.get(key), object);
      }
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      object.writeStringField("exception", ThrowableProxyUtil.asString(thrown));
    }
  }

  private static void write(String key, @Nullable String value, JsonGenerator object)
      throws IOException {
    if (value == null) {
      return;
    }
    object.writeFieldName(key);
    if (LogContext.NUMBERS.contains(key)) {
      object.writeNumber(value);
    } else {
      object.writeString(value);
    }
  }

  /** Escapes of JSON, and of the one ASCII control character that JSON does not escape. */
  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] escapes = standardAsciiEscapesForJSON();
      escapes[DELETE] = ESCAPE_STANDARD;
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return null;
    }
  }
}
