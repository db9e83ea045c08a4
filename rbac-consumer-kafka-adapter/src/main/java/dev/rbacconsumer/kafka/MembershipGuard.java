package dev.rbacconsumer.kafka;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Decides whether this instance may commit. An expelled member learns of it only by polling. With
 * the newer group protocol, brokers accept a commit without a member from anybody while the group
 * has no members: one that comes late may set the group back behind what another owner has
 * committed. So nothing is committed unless the last poll began recently, and after a pause nothing
 * is until polls have come regularly for as long again.
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
   * @param limit longest time since the begin of the last poll; well below the time after which
   *     brokers expel a member that is not heard
   */
  MembershipGuard(IntSupplier epoch, LongSupplier nanoTime, Duration limit) {
    this.epoch = epoch;
    this.nanoTime = nanoTime;
    this.limit = limit.toNanos();
    this.pollBegan = nanoTime.getAsLong();
    this.certainFrom = pollBegan;
  }

  /** The group is about to be joined: what was before does not count. */
  void joins() {
    pollBegan = nanoTime.getAsLong();
    certainFrom = pollBegan;
  }

  /** A poll begins. What comes of it proves the membership as of now, however long it takes. */
  void pollBegins() {
    long now = nanoTime.getAsLong();
    if (now - pollBegan > limit) {
      certainFrom = now + limit;
    }
    pollBegan = now;
  }

  /**
   * How long a poll may wait at most: a longer one would leave no time to commit after it, and
   * polls that follow each other would count as a pause.
   */
  Duration longestPoll() {
    return Duration.ofNanos(limit / 2);
  }

  /** Whether what is committed now counts as coming from a member. */
  boolean mayCommit() {
    long now = nanoTime.getAsLong();
    return now - pollBegan <= limit && now - certainFrom >= 0 && epoch.getAsInt() > 0;
  }
}
