package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.change.RemovalProgress;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text stored with a commit: how far beyond it records may have been applied, and the state of the
 * mark in the store, of a replay and of a large change.
 *
 * @param through position below which records may have been applied
 * @param bytes largest number of bytes, counted from the committed position, before a record that
 *     may have been applied; at least 0
 * @param log identity of the log that the offsets are of; empty where it was not known
 * @param seen position of the mark in the store that the commit relies on; empty where the store
 *     keeps none
 * @param replay the replay that is under way; empty where there is none
 * @param removed how far the change at the position has come; empty where nothing is known
 * @param notes what the owner says to the next owner and to operators
 */
public record CommitMetadata(
    CommitPosition through,
    long bytes,
    Optional<String> log,
    Optional<CommitPosition> seen,
    Optional<ReplayRange> replay,
    Optional<RemovalProgress> removed,
    OwnerNotes notes) {
  /** Another program of the group may put its own text beside ours; more of ours may follow. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:^|\\s)rbac-consumer/1 through=([0-9]{1,18}) bytes=([0-9]{1,18})"
              + "((?: [a-z-]{1,32}=[!-~]{1,64})*)(?=\\s|$)",
          Pattern.DOTALL);

  private static final Pattern LOG = Pattern.compile(" topic=(\\S+)");
  private static final Pattern SEEN = Pattern.compile(" seen=([0-9]{1,18})(?=\\s|$)");

  /** Creates a mark that permits records to be applied ahead, and says nothing else. */
  public CommitMetadata(CommitPosition through, long bytes, Optional<String> log) {
    this(
        through, bytes, log, Optional.empty(), Optional.empty(), Optional.empty(), OwnerNotes.NONE);
  }

  /** Returns a copy with the position of the store's mark and what is under way. */
  CommitMetadata with(
      Optional<CommitPosition> storeSeen,
      Optional<ReplayRange> underWay,
      Optional<RemovalProgress> removals,
      OwnerNotes said) {
    return new CommitMetadata(through, bytes, log, storeSeen, underWay, removals, said);
  }

  /** Returns the form in which it is stored; later versions must keep reading it. */
  public String text() {
    return (notes.others().isEmpty() ? "" : notes.others() + " ")
        + "rbac-consumer/1 through="
        + through
        + " bytes="
        + bytes
        + log.map(identity -> " topic=" + identity).orElse("")
        + seen.map(position -> " seen=" + position).orElse("")
        + replay.map(ReplayRange::text).orElse("")
        + removed.map(RemovalProgress::text).orElse("")
        + notes.text();
  }

  /** Returns the mark of a commit; empty if it has none, or one that no owner can have written. */
  public static Optional<CommitMetadata> of(Commit commit) {
    Matcher found = TEXT.matcher(commit.metadata());
    if (!found.find()) {
      return Optional.empty();
    }
    String others = others(commit.metadata(), found);
    long through = Long.parseLong(found.group(1));
    long ahead = through - commit.position().value();
    String more = found.group(3);
    return ahead >= 0 && ahead <= LaneSettings.MAX_WINDOW
        ? Optional.of(
            new CommitMetadata(
                new CommitPosition(through),
                Long.parseLong(found.group(2)),
                first(LOG, more),
                first(SEEN, more).map(Long::parseLong).map(CommitPosition::new),
                ReplayRange.parse(more),
                RemovalProgress.parse(more),
                OwnerNotes.parse(more, others)))
        : Optional.empty();
  }

  /** Returns the text of other programs in the metadata of a commit; all of it without a mark. */
  static String others(Commit commit) {
    Matcher found = TEXT.matcher(commit.metadata());
    return found.find() ? others(commit.metadata(), found) : commit.metadata().strip();
  }

  private static String others(String metadata, Matcher ours) {
    String before = metadata.substring(0, ours.start()).strip();
    String behind = metadata.substring(ours.end()).strip();
    return before.isEmpty() || behind.isEmpty() ? before + behind : before + " " + behind;
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
