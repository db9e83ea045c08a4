package dev.rbacconsumer.core.record;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Computes a short text that identifies a record by its content: the first 64 bits of SHA-256 over
 * its offset, key and value, in hexadecimal.
 */
public final class RecordDigest {
  private static final int BYTES = 8;

  private RecordDigest() {}

  /** Returns the digest of a record, of 16 characters. */
  public static String of(SourceRecord record) {
    MessageDigest digest = sha256();
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(record.offset().value()).array());
    add(digest, record.key());
    add(digest, record.value());
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  /** Adds the length first, so that a key and a value cannot be divided in another way. */
  private static void add(MessageDigest digest, byte @Nullable [] bytes) {
    int length = bytes == null ? -1 : bytes.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    if (bytes != null) {
      digest.update(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
