package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.testkit.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The first segment of a partition's log, as a broker keeps it on disk. What is changed in it is
 * what the broker serves from then on, as with a disk that loses bits.
 */
final class LogFile {
  private static final int LENGTH_AT = 8;
  private static final int HEAD = 12;
  private static final int MAGIC_AT = 16;
  private static final int CHECKSUM_AT = 17;
  private static final int ATTRIBUTES_AT = 21;

  private final Path file;

  LogFile(EmbeddedKafka kafka, PartitionId partition) {
    file = kafka.logDirectory(partition).resolve("00000000000000000000.log");
  }

  /** What can be wrong with a batch. */
  enum Damage {
    /** A bit of the last value is another one. */
    FLIPPED_BIT,
    /** A compression that no client knows, with a checksum that fits. */
    UNKNOWN_COMPRESSION,
    /** A format that no client knows. */
    UNKNOWN_MAGIC
  }

  /**
   * Damages the batch that begins with an offset.
   *
   * @return what the file held before
   */
  byte[] damage(long baseOffset, Damage damage) {
    byte[] before = read();
    ByteBuffer log = ByteBuffer.wrap(before.clone());
    int at = 0;
    while (log.getLong(at) != baseOffset) {
      at += HEAD + log.getInt(at + LENGTH_AT);
    }
    int size = HEAD + log.getInt(at + LENGTH_AT);
    switch (damage) {
      case FLIPPED_BIT -> log.put(at + size - 2, (byte) (log.get(at + size - 2) ^ 4));
      case UNKNOWN_MAGIC -> log.put(at + MAGIC_AT, (byte) 77);
      case UNKNOWN_COMPRESSION -> {
        log.put(at + ATTRIBUTES_AT + 1, (byte) (log.get(at + ATTRIBUTES_AT + 1) | 7));
        CRC32C checksum = new CRC32C();
        checksum.update(log.array(), at + ATTRIBUTES_AT, size - ATTRIBUTES_AT);
        log.putInt(at + CHECKSUM_AT, (int) checksum.getValue());
      }
    }
    write(log.array());
    return before;
  }

  /** Writes the first bytes back; what was appended since stays. */
  void restore(byte[] before) {
    write(before);
  }

  private byte[] read() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void write(byte[] bytes) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(bytes), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
