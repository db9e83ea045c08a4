package dev.rbacconsumer.launcher.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.JsonTree;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One entry of the audit trail: an action of an operator, or the copy of a record that was set
 * aside. Its texts are from outside; they are made safe where they are shown.
 *
 * @param at time of the action or of the copy
 * @param kind kind of the entry, such as {@code action} or {@code record}
 * @param action label of the action; empty for a copy that a policy made
 * @param topic topic of the partition
 * @param partition number of the partition, as written
 * @param offset offset of the record; empty if the action concerns none
 * @param by who acted; empty for a policy
 * @param result result of the action, or class of the failure of a copied record
 * @param code code of the result, or of the failure
 * @param reason why the operator acted; may be empty
 * @param identity the same for entries with the same bytes, and only for these
 * @param json the whole entry as JSON on one line; empty if it is not wanted
 */
record TrailEntry(
    Instant at,
    String kind,
    String action,
    String topic,
    String partition,
    String offset,
    String by,
    String result,
    String code,
    String reason,
    String identity,
    Optional<String> json) {
  /** Kind of a copy of a record. */
  private static final String RECORD = "record";

  /**
   * Reads an entry.
   *
   * @param text the entry as it was stored
   * @param isWhole whether all of it is kept, and not only the parts that people see
   * @throws IOException if it is no entry; the message does not repeat it
   */
  static TrailEntry parse(String text, boolean isWhole) throws IOException {
    JsonTree tree = JsonTree.parse(text);
    String kind = tree.get("kind").text();
    if (kind.isEmpty()) {
      throw new IOException("it has no kind");
    }
    boolean isCopy = kind.equals(RECORD);
    return new TrailEntry(
        instant(tree.get("at").text()),
        kind,
        tree.get("action").text(),
        tree.get("topic").text(),
        tree.get("partition").text(),
        tree.get("offset").text(),
        tree.get("by").text(),
        tree.get(isCopy ? "class" : "result").text(),
        tree.get("code").text(),
        tree.get("reason").text(),
        sha256(text),
        isWhole ? Optional.of(onOneLine(text)) : Optional.empty());
  }

  /** Returns whether the entry is the copy of a record. */
  boolean isCopy() {
    return kind.equals(RECORD);
  }

  /** Returns a few words for the event that the entry records. */
  String title() {
    if (isCopy()) {
      return action.isEmpty() ? "copy by policy" : "copy for " + SafeText.field(action);
    }
    return SafeText.field(action.isEmpty() ? kind : action);
  }

  /** Returns topic, partition and offset, as far as the entry has them. */
  String place() {
    String place = topic + "-" + partition;
    return SafeText.field(offset.isEmpty() ? place : place + "@" + offset);
  }

  private static Instant instant(String text) throws IOException {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException invalid) {
      throw new IOException("it has no time", invalid);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Returns the same JSON without line ends and without characters that could mislead on a
   * terminal. In JSON, control characters stand only between values, all others only in texts.
   */
  private static String onOneLine(String json) {
    StringBuilder line = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); ) {
      int point = json.codePointAt(i);
      if (point < ' ') {
        line.append(' ');
      } else if (SafeText.isVisible(point)) {
        line.appendCodePoint(point);
      } else {
        for (char half : Character.toChars(point)) {
          line.append(String.format("\\u%04x", (int) half));
        }
      }
      i += Character.charCount(point);
    }
    return line.toString();
  }
}
