package dev.rbacconsumer.launcher.actions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file to which actions of operators, and copies of the records that they set aside, are
 * appended, each as one JSON object on a line. Each is on the disk when the method returns.
 * Thread-safe.
 */
public final class AuditFile implements AuditTrail, DeadLetters {
  private static final Logger log = LoggerFactory.getLogger(AuditFile.class);

  private final Path file;

  /**
   * @param file the file, created with the first line; its directory must exist
   */
  public AuditFile(Path file) {
    this.file = file;
  }

  @Override
  public void keep(PartitionId partition, String json) {
    try {
      append(json);
    } catch (IOException failed) {
      log.error("Cannot keep an action in {}: {}; it was: {}", file, failed.toString(), json);
    }
  }

  @Override
  public Optional<Outcome.RetryLater> keep(DeadLetter letter, Duration timeout)
      throws InterruptedException {
    try {
      append(FieldWriter.object(letter, AuditFile::write));
      return Optional.empty();
    } catch (ClosedByInterruptException interrupted) {
      throw new InterruptedException("interrupted while writing to " + file);
    } catch (IOException failed) {
      return Optional.of(
          new Outcome.RetryLater(
              FailureReason.DEAD_LETTER_NOT_WRITTEN.word(),
              "no copy could be written to %s: %s".formatted(file, failed)));
    }
  }

  /**
   * Appends a line. What an earlier process wrote of a line before it was killed is ended first, so
   * that it does not spoil this one.
   */
  private synchronized void append(String json) throws IOException {
    boolean isNew = !Files.exists(file);
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, APPEND)) {
      ByteBuffer line = ByteBuffer.wrap(("\n" + json + "\n").getBytes(UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
    if (isNew) {
      try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), READ)) {
        directory.force(true);
      }
    }
  }

  private static void write(DeadLetter letter, FieldWriter fields) throws IOException {
    SourceRecord record = letter.record();
    fields.text("kind", "record");
    fields.instant("at", letter.at());
    fields.text("topic", record.partition().topic());
    fields.number("partition", record.partition().number());
    fields.number("offset", record.offset().value());
    fields.number("timestamp", record.timestampMillis());
    fields.text("digest", RecordDigest.of(record));
    Optional<ActionRequest> request = letter.request();
    fields.known("action", request.map(it -> it.action().label()).orElse(""));
    fields.known("by", request.map(it -> SafeText.field(it.by())).orElse(""));
    fields.known("reason", request.map(it -> SafeText.sentence(it.reason())).orElse(""));
    fields.text("class", letter.failure().kind().label());
    fields.text("code", letter.failure().reason());
    fields.text("message", letter.failure().message());
    bytes(fields, "key_base64", record.key());
    bytes(fields, "value_base64", record.value());
    fields.objects("headers", record.headers(), AuditFile::header);
  }

  private static void header(RecordHeader header, FieldWriter fields) throws IOException {
    fields.text("name", header.name());
    bytes(fields, "value_base64", header.value());
  }

  /** Writes null for no bytes, and an empty text for an empty array: they are not the same. */
  private static void bytes(FieldWriter fields, String name, byte @Nullable [] bytes)
      throws IOException {
    if (bytes == null) {
      fields.known(name, "");
    } else {
      fields.text(name, Base64.getEncoder().encodeToString(bytes));
    }
  }
}
