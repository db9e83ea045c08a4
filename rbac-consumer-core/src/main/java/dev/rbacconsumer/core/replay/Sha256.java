package dev.rbacconsumer.core.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Computes hashes of texts, numbers and tuples: the first 128 bits of SHA-256. What is added is
 * collected first, since a call of the digest costs more than a short text. Not thread-safe.
 */
final class Sha256 {
  /** Most bytes of one object: type, id and two separators. */
  private static final int LONGEST_OBJECT =
      StoreRules.MAX_NAMESPACE_LENGTH + StoreRules.MAX_NAME_LENGTH + StoreRules.MAX_ID_LENGTH + 2;

  /** Most bytes of one tuple: its length, two objects, two relations and three separators. */
  private static final int LONGEST_TUPLE =
      Integer.BYTES + 2 * LONGEST_OBJECT + 2 * StoreRules.MAX_NAME_LENGTH + 3;

  /** Number of bytes that are collected: one tuple always fits. */
  static final int COLLECTED = 4096;

  private final MessageDigest digest;
  private final byte[] collected = new byte[Math.max(COLLECTED, LONGEST_TUPLE)];

  /** Number of bytes that are collected and not digested yet. */
  private int end;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /**
   * Adds a text. Its length is added first, so that texts cannot be divided in another way and hash
   * alike.
   */
  Sha256 add(String text) {
    int length = text.length();
    if (Integer.BYTES + length <= collected.length) {
      makeRoom(Integer.BYTES + length);
      int begin = end;
      add(length);
      if (putAscii(text)) {
        return this;
      }
      end = begin;
    }
    byte[] bytes = text.getBytes(UTF_8);
    add(bytes.length);
    flush();
    digest.update(bytes);
    return this;
  }

  /** Adds the number of tuples, and the text of each, which has ASCII characters alone. */
  Sha256 add(List<RelationTuple> tuples) {
    add(tuples.size());
    tuples.forEach(this::add);
    return this;
  }

  /** Adds the text of a tuple. */
  Sha256 add(RelationTuple tuple) {
    makeRoom(LONGEST_TUPLE);
    int begin = end;
    end += Integer.BYTES;
    put(tuple.resource());
    put('#', tuple.relation());
    collected[end++] = '@';
    put(tuple.subject().object());
    if (tuple.subject().hasRelation()) {
      put('#', tuple.subject().relation());
    }
    put(end - begin - Integer.BYTES, begin);
    return this;
  }

  /** Adds a number. */
  Sha256 add(int number) {
    makeRoom(Integer.BYTES);
    put(number, end);
    end += Integer.BYTES;
    return this;
  }

  /** Returns the hash of what was added, and begins the next one. */
  Hash128 finish() {
    flush();
    ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
    return new Hash128(bytes.getLong(), bytes.getLong());
  }

  private void put(ObjectReference object) {
    putTupleText(object.type().namespace());
    put('/', object.type().name());
    put(':', object.id());
  }

  private void put(char separator, String text) {
    collected[end++] = (byte) separator;
    putTupleText(text);
  }

  /** Puts a text that is ASCII, as all in a tuple is: then one byte of each character is enough. */
  @SuppressWarnings("deprecation")
  private void putTupleText(String text) {
    int length = text.length();
    text.getBytes(0, length, collected, end);
    end += length;
  }

  /** Puts a text where there is room for it; returns false if it is not all ASCII. */
  private boolean putAscii(String text) {
    int from = end;
    int length = text.length();
    int others = 0;
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      others |= character;
      collected[from + i] = (byte) character;
    }
    end = from + length;
    return others < 128;
  }

  private void put(int number, int at) {
    collected[at] = (byte) (number >>> 24);
    collected[at + 1] = (byte) (number >>> 16);
    collected[at + 2] = (byte) (number >>> 8);
    collected[at + 3] = (byte) number;
  }

  private void makeRoom(int bytes) {
    if (end + bytes > collected.length) {
      flush();
    }
  }

  private void flush() {
    digest.update(collected, 0, end);
    end = 0;
  }
}
