package dev.rbacconsumer.testkit.simulation;

import dev.rbacconsumer.core.record.Commit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the metadata of a commit says, read by other code than the product's. */
final class CommitText {
  private static final String FORMAT = "rbac-consumer/1 ";
  private static final Pattern SEEN = Pattern.compile(" seen=([0-9]+)");
  private static final Pattern TOPIC = Pattern.compile(" topic=(\\S+)");

  private CommitText() {}

  /** Whether one of the instances wrote it. */
  static boolean isOurs(Commit commit) {
    return commit.metadata().startsWith(FORMAT);
  }

  /** The position of the store's mark that it relies on. */
  static OptionalLong seen(Commit commit) {
    Matcher found = SEEN.matcher(commit.metadata());
    return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }

  /** The log that it is of. */
  static Optional<String> log(Commit commit) {
    Matcher found = TOPIC.matcher(commit.metadata());
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
