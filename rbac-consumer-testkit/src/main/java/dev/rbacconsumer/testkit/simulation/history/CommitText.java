package dev.rbacconsumer.testkit.simulation.history;

import dev.rbacconsumer.core.record.Commit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the metadata of a commit, independently of the product's code. */
public final class CommitText {
  private static final String FORMAT = "rbac-consumer/1 ";
  private static final Pattern SEEN = Pattern.compile(" seen=([0-9]+)");
  private static final Pattern TOPIC = Pattern.compile(" topic=(\\S+)");

  private CommitText() {}

  /** Returns whether one of the instances wrote the commit. */
  public static boolean isOurs(Commit commit) {
    return commit.metadata().startsWith(FORMAT);
  }

  /** Returns the position of the store's mark on which the commit relies. */
  public static OptionalLong seen(Commit commit) {
    Matcher found = SEEN.matcher(commit.metadata());
    return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
  }

  /** Returns the log of the commit. */
  public static Optional<String> log(Commit commit) {
    Matcher found = TOPIC.matcher(commit.metadata());
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
