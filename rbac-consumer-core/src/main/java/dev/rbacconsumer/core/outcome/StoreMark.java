package dev.rbacconsumer.core.outcome;

import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mark that records how far a store has seen one partition. It is stored beside the lock of the
 * partition, so that the consumer can detect a store that has lost its state.
 *
 * @param log identity of the log that the position is of; empty where the source does not know it
 * @param seen every record below it was applied to the store, or skipped; empty where a consumer
 *     found the store without any memory of the partition, and nothing was applied since
 * @param replayedFrom position at which a replay began that was under way: records from there on
 *     may have left changes to later records of the replay, beyond {@code seen}; empty where every
 *     record below {@code seen} is applied in full
 */
public record StoreMark(
    Optional<String> log, Optional<CommitPosition> seen, Optional<CommitPosition> replayedFrom) {
  /**
   * The mark of a store that has no memory of the partition: its lock was free. A consumer writes
   * it before it takes a free lock, and replaces it before it applies anything.
   */
  public static final StoreMark WITHOUT_MEMORY =
      new StoreMark(Optional.empty(), Optional.empty(), Optional.empty());

  private static final String UNDECIDED = "undecided";
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:seen=([0-9]{1,18})(?:\\|from=([0-9]{1,18}))?|" + UNDECIDED + ")(?:\\|log=([^|]+))?");
  private static final Pattern ESCAPED = Pattern.compile("\\+([0-9A-F]{2})");

  /** Creates the mark of a position in a log. */
  public static StoreMark of(Optional<String> log, CommitPosition seen) {
    return new StoreMark(log, Optional.of(seen), Optional.empty());
  }

  /** Returns this mark with a replay under way that began at the given position. */
  public StoreMark inReplayFrom(CommitPosition from) {
    return new StoreMark(log, seen, Optional.of(from));
  }

  /**
   * Returns the position below which every record was applied in full or skipped; empty where there
   * is none.
   */
  public Optional<CommitPosition> complete() {
    return replayedFrom
        .filter(from -> seen.filter(position -> position.compareTo(from) > 0).isPresent())
        .or(() -> seen);
  }

  /** Returns the id of the object that holds the marks, beside the object that holds the lock. */
  public static String idBeside(String lockId) {
    return lockId + "/seen";
  }

  /** Returns the stored form, which is an id of the store ({@link StoreRules#isId}). */
  public String text() {
    return seen.map(position -> "seen=" + position).orElse(UNDECIDED)
        + replayedFrom.map(from -> "|from=" + from).orElse("")
        + log.map(identity -> "|log=" + escaped(identity)).orElse("");
  }

  /** Parses a text that {@link #text} wrote; empty for any other text. */
  public static Optional<StoreMark> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreMark(
            Optional.ofNullable(parts.group(3)).map(StoreMark::unescaped),
            position(parts.group(1)),
            position(parts.group(2))));
  }

  private static Optional<CommitPosition> position(@Nullable String digits) {
    return Optional.ofNullable(digits).map(Long::parseLong).map(CommitPosition::new);
  }

  /** Parses the marks among texts of a store. Other texts are ignored. */
  public static List<StoreMark> parseAll(Collection<String> texts) {
    return texts.stream().map(StoreMark::parse).flatMap(Optional::stream).toList();
  }

  /** Returns whether this mark covers everything that another mark of the same log covers. */
  boolean isAtLeast(StoreMark other) {
    return other
        .seen()
        .map(needed -> seen.filter(position -> position.compareTo(needed) >= 0).isPresent())
        .orElse(true);
  }

  /**
   * Escapes an identity, which may hold any visible ASCII character, for an id of the store, which
   * may hold only some.
   */
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
