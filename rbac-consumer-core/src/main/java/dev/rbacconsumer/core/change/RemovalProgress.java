package dev.rbacconsumer.core.change;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.replay.ChangeDigest;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of removals of a large change that the store has confirmed, counted from the first. It
 * is kept in the commit's metadata while the change is being applied, so that a new owner goes on
 * behind them.
 *
 * <p>The count is valid only for an owner whose fence replaced the one under which they were
 * confirmed: if another token was in force, the store may be back at an earlier state.
 *
 * <p>Removals alone are counted. Nothing that may be applied before the next commit adds a tuple
 * that such a change removes; but it may remove one that the change has added.
 *
 * @param count at least 1
 * @param digest of the whole change and the fence
 */
public record RemovalProgress(int count, String digest) {
  private static final Pattern TEXT =
      Pattern.compile(" removed=([1-9][0-9]{0,8})/([0-9a-f]{32})(?=\\s|$)");

  /** Returns the stored form, with a blank before it; later versions must keep reading it. */
  public String text() {
    return " removed=" + count + "/" + digest;
  }

  /** Parses {@link #text} in the text of a mark; empty if the text holds none. */
  public static Optional<RemovalProgress> parse(String text) {
    Matcher found = TEXT.matcher(text);
    return found.find()
        ? Optional.of(new RemovalProgress(Integer.parseInt(found.group(1)), found.group(2)))
        : Optional.empty();
  }

  /**
   * Returns whether the count is of the removals of a change, confirmed under one of the fences.
   */
  boolean isOf(TupleChange change, Set<FenceToken> fences) {
    return count <= change.removals().size()
        && fences.stream().anyMatch(fence -> digest.equals(ChangeDigest.of(change, fence)));
  }
}
