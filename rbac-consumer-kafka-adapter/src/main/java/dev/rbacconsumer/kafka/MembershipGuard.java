package dev.rbacconsumer.kafka;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Decides whether this instance may commit. An expelled member learns of its expulsion only by
 * polling. With the newer group protocol, brokers accept a commit from any client while the group
 * has no members: a late commit may set the group back behind the commits of another owner. So
 * commits are allowed only if the last poll began recently; after a pause, they are allowed again
 * when polls have been regular for that same time.
 *
 * <p>The client keeps the epoch of a membership that has ended, so the epoch alone proves nothing.
 * Confined to the source thread.
 */
final class MembershipGuard {
  private final IntSupplier epoch;
  private final LongSupplier nanoTime;
  private final long limit;
  private long pollBegan;
  private long certainFrom;

  /**
   * @param epoch epoch or generation of the membership; zero or less while there is none
   * @param limit longest time since the start of the last poll; well below the time after which
   *     brokers expel a silent member
   */
  MembershipGuard(IntSupplier epoch, LongSupplier nanoTime, Duration limit) {
    this.epoch = epoch;
    this.nanoTime = nanoTime;
    this.limit = limit.toNanos();
    this.pollBegan = nanoTime.getAsLong();
    this.certainFrom = pollBegan;
  }

  /** Resets the guard before the instance joins the group: earlier polls do not count. */
  void joins() {
    pollBegan = nanoTime.getAsLong();
    certainFrom = pollBegan;
  }

  /**
   * Records the start of a poll. The poll's result proves the membership as of its start, however
   * long the poll takes.
   */
  void pollBegins() {
    long now = nanoTime.getAsLong();
    if (now - pollBegan > limit) {
      certainFrom = now + limit;
    }
    pollBegan = now;
  }

  /**
   * Returns the longest wait of a poll. A longer one would leave no time to commit after it, and
   * consecutive polls would count as a pause.
   */
  Duration longestPoll() {
    return Duration.ofNanos(limit / 2);
  }

  /** Returns whether this instance has an epoch or generation of the group. */
  boolean isMember() {
    return epoch.getAsInt() > 0;
  }

  /** Returns whether a commit now counts as a member's commit. */
  boolean mayCommit() {
    long now = nanoTime.getAsLong();
    return now - pollBegan <= limit && now - certainFrom >= 0 && epoch.getAsInt() > 0;
  }
}
