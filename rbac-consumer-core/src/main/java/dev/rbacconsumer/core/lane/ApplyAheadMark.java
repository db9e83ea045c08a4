package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a commit permits beside its position: records from there on may have been applied, as far as
 * both bounds reach. Kept in the commit's metadata.
 *
 * @param through offsets below it
 * @param bytes records before which no more than so many bytes stand, counted from the position; at
 *     least 0
 * @param log identity of the log that the offsets are of; empty where it was not known
 */
record ApplyAheadMark(CommitPosition through, long bytes, Optional<String> log) {
  /** Another program of the group may put its own text beside ours; more of ours may follow. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:^|\\s)rbac-consumer/1 through=([0-9]{1,18}) bytes=([0-9]{1,18})"
              + "((?: [a-z-]{1,32}=[!-~]{1,64})*)(?=\\s|$)",
          Pattern.DOTALL);

  private static final Pattern LOG = Pattern.compile(" topic=(\\S+)");

  /** The form in which it is stored; understood for ever. */
  String text() {
    return "rbac-consumer/1 through="
        + through
        + " bytes="
        + bytes
        + log.map(identity -> " topic=" + identity).orElse("");
  }

  /** The mark of a commit; empty where there is none, or one that no owner can have written. */
  static Optional<ApplyAheadMark> of(Commit commit) {
    Matcher found = TEXT.matcher(commit.metadata());
    if (!found.find()) {
      return Optional.empty();
    }
    long through = Long.parseLong(found.group(1));
    long ahead = through - commit.position().value();
    return ahead >= 0 && ahead <= LaneSettings.MAX_WINDOW
        ? Optional.of(
            new ApplyAheadMark(
                new CommitPosition(through), Long.parseLong(found.group(2)), log(found.group(3))))
        : Optional.empty();
  }

  private static Optional<String> log(String more) {
    Matcher found = LOG.matcher(more);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
