package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The records of one replay. Kept in the metadata of every commit that is made during the replay,
 * so that another owner goes on with it.
 *
 * @param from position at which the replay began
 * @param end position behind the last record whose last words were noted
 * @param aside offsets of the records that were set aside so far, or whose part in another record's
 *     place was
 */
public record ReplayRange(CommitPosition from, CommitPosition end, NavigableSet<Long> aside) {
  /** Most offsets in {@link #aside}: a commit's metadata holds 4 KiB. */
  public static final int MAX_ASIDE = 100;

  private static final Pattern RANGE =
      Pattern.compile(" replay=([0-9]{1,18})-([0-9]{1,18})(?=\\s|$)");
  private static final Pattern ASIDE = Pattern.compile(" aside=([0-9]{1,18})(?=\\s|$)");

  public ReplayRange {
    aside = Collections.unmodifiableNavigableSet(new TreeSet<>(aside));
  }

  /** Creates a range of which no record is set aside. */
  public static ReplayRange of(CommitPosition from, CommitPosition end) {
    return new ReplayRange(from, end, Collections.emptyNavigableSet());
  }

  /** Returns whether the range holds no offset. */
  public boolean isEmpty() {
    return from.compareTo(end) >= 0;
  }

  /** Returns a copy that ends at another position, if that lies further on. */
  public ReplayRange to(CommitPosition other) {
    return other.compareTo(end) > 0 ? new ReplayRange(from, other, aside) : this;
  }

  /**
   * Returns a copy that begins at the first record that the log holds, if the range begins before
   * it.
   */
  public ReplayRange keptFrom(CommitPosition begin) {
    return begin.compareTo(from) > 0 ? new ReplayRange(begin, end, aside) : this;
  }

  /** Returns a copy with the offset of one more record that is set aside. */
  public ReplayRange without(long offset) {
    NavigableSet<Long> more = new TreeSet<>(aside);
    more.add(offset);
    return new ReplayRange(from, end, more);
  }

  String text() {
    StringBuilder text = new StringBuilder(" replay=").append(from).append('-').append(end);
    aside.forEach(offset -> text.append(" aside=").append(offset));
    return text.toString();
  }

  static Optional<ReplayRange> parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.find()) {
      return Optional.empty();
    }
    NavigableSet<Long> aside = new TreeSet<>();
    Matcher found = ASIDE.matcher(text);
    while (found.find() && aside.size() < MAX_ASIDE) {
      aside.add(Long.parseLong(found.group(1)));
    }
    return Optional.of(
        new ReplayRange(
            new CommitPosition(Long.parseLong(range.group(1))),
            new CommitPosition(Long.parseLong(range.group(2))),
            aside));
  }
}
