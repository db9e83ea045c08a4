package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often and since when the record at a committed position has failed. The commit carries it, so
 * that the next owner counts on.
 *
 * @param offset offset of the record
 * @param digest digest of the record, by {@link RecordDigest}; an offset may hold another record
 *     after a topic was created again
 * @param since time of the first failed attempt, to the millisecond
 * @param attempts number of failed attempts, at least 1
 * @param kind class of the last failure
 * @param reason reason of the last failure, of at most 32 characters
 */
public record FailureHistory(
    Offset offset, String digest, Instant since, int attempts, FailureClass kind, String reason) {
  private static final int MAX_REASON = 32;
  private static final Pattern UNUSUAL = Pattern.compile("[^a-z0-9_]");
  private static final Pattern TEXT =
      Pattern.compile(
          " failed=([0-9]{1,18}),([0-9a-f]{16}),([0-9]{1,9})"
              + " failed-since=([0-9]{1,15}) failure=([a-z]{1,16})/([a-z0-9_]{0,32})(?=\\s|$)");

  public FailureHistory {
    since = Instant.ofEpochMilli(since.toEpochMilli());
    String usual = UNUSUAL.matcher(reason.toLowerCase(Locale.ROOT)).replaceAll("_");
    reason = usual.substring(0, Math.min(usual.length(), MAX_REASON));
  }

  /** Returns the form in which it is stored; later versions must keep reading it. */
  String text() {
    return " failed=%s,%s,%d failed-since=%d failure=%s/%s"
        .formatted(offset, digest, attempts, since.toEpochMilli(), kind.label(), reason);
  }

  /** Parses the part of a stored text that {@link #text} wrote; empty if there is none. */
  static Optional<FailureHistory> parse(String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.find()) {
      return Optional.empty();
    }
    return Arrays.stream(FailureClass.values())
        .filter(kind -> kind.label().equals(found.group(5)))
        .findFirst()
        .map(
            kind ->
                new FailureHistory(
                    new Offset(Long.parseLong(found.group(1))),
                    found.group(2),
                    Instant.ofEpochMilli(Long.parseLong(found.group(4))),
                    Integer.parseInt(found.group(3)),
                    kind,
                    found.group(6)));
  }

  /** Returns whether this is the history of a record. */
  public boolean isOf(SourceRecord record) {
    return record.offset().equals(offset) && RecordDigest.of(record).equals(digest);
  }
}
