package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a store has seen one partition. Kept in the store beside the lock of the partition, so
 * that a store which has lost its memory can be told from one that has not.
 *
 * @param log identity of the log that the position is of; empty where the source cannot tell
 * @param seen every record below it was applied to the store, or passed over; empty where a
 *     consumer found the store without any memory of the partition, and nobody has decided yet what
 *     is to become of it
 */
public record StoreMark(Optional<String> log, Optional<CommitPosition> seen) {
  private static final String UNDECIDED = "undecided";
  private static final Pattern TEXT =
      Pattern.compile("(?:seen=([0-9]{1,18})|" + UNDECIDED + ")(?:\\|log=([^|]+))?");
  private static final Pattern ESCAPED = Pattern.compile("\\+([0-9A-F]{2})");

  /** A mark of a position in a log. */
  public static StoreMark of(Optional<String> log, CommitPosition seen) {
    return new StoreMark(log, Optional.of(seen));
  }

  /** A mark of a store that was found without any memory of the partition. */
  public static StoreMark undecided(Optional<String> log) {
    return new StoreMark(log, Optional.empty());
  }

  /** The id of the object that holds the marks, beside the one that holds the lock. */
  public static String idBeside(String lockId) {
    return lockId + "/seen";
  }

  /** The form in which it is stored: an id of the store ({@link StoreRules#isId}). */
  public String text() {
    return seen.map(position -> "seen=" + position).orElse(UNDECIDED)
        + log.map(identity -> "|log=" + escaped(identity)).orElse("");
  }

  /** The mark of a text as {@link #text} writes it; empty for any other text. */
  public static Optional<StoreMark> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreMark(
            Optional.ofNullable(parts.group(2)).map(StoreMark::unescaped),
            Optional.ofNullable(parts.group(1)).map(Long::parseLong).map(CommitPosition::new)));
  }

  /** The marks among texts of a store. Texts that are no marks are left out. */
  public static List<StoreMark> parseAll(Collection<String> texts) {
    return texts.stream().map(StoreMark::parse).flatMap(Optional::stream).toList();
  }

  /**
   * Whether a store with this mark has seen all that it has seen with another mark of the same log.
   */
  boolean isAtLeast(StoreMark other) {
    return other
        .seen()
        .map(needed -> seen.filter(position -> position.compareTo(needed) >= 0).isPresent())
        .orElse(true);
  }

  /** An identity may hold any visible ASCII character, and an id of the store only some. */
  private static String escaped(String identity) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < identity.length(); i++) {
      char c = identity.charAt(i);
      if (StoreRules.isIdCharacter(c) && c != '+' && c != '|') {
        text.append(c);
      } else {
        text.append("+%02X".formatted((int) c));
      }
    }
    return text.toString();
  }

  private static String unescaped(String text) {
    return ESCAPED
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 16))));
  }
}
