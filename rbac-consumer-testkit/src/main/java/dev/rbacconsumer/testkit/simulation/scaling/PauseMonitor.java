package dev.rbacconsumer.testkit.simulation.scaling;

import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Measures how long each partition gets no message applied, and checks it against its bound. */
public final class PauseMonitor {
  private static final Duration LONGEST_HANDOVER = Duration.ofSeconds(1);

  /** Time that a message may take beyond its interval while its partition stays. */
  private static final Duration MARGIN = Duration.ofMillis(150);

  /** Time for which an instance makes no commits after one was refused. */
  private static final Duration RETRY_DELAY = Duration.ofSeconds(1);

  private final Scaling scaling;
  private final Map<PartitionId, Progress> latest = new HashMap<>();
  private final Map<PartitionId, Integer> grants = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final Map<Pause, Duration> longest = new EnumMap<>(Pause.class);

  public PauseMonitor(Scaling scaling) {
    this.scaling = scaling;
  }

  /** Records that a member gets a partition. */
  public void granted(PartitionId partition) {
    grants.merge(partition, 1, Integer::sum);
  }

  /** Records that a member is silent from now on. */
  public void failed(String member) {
    failed.add(member);
  }

  /** Records that a member was silent and takes part again. */
  public void recovered(String member) {
    failed.remove(member);
  }

  /**
   * Records that the owner of a partition has applied or passed over a message, and returns a
   * description of the pause before it, if that was too long.
   */
  public Optional<String> settled(PartitionId partition, String owner, Duration now) {
    Progress before = latest.put(partition, new Progress(owner, now));
    int moves = Optional.ofNullable(grants.remove(partition)).orElse(0);
    if (before == null) {
      return Optional.empty();
    }
    Pause kind = kind(before.owner(), owner);
    Duration pause = now.minus(before.at());
    Duration bound = bound(kind, moves);
    longest.merge(kind, pause, (one, other) -> one.compareTo(other) > 0 ? one : other);
    return pause.compareTo(bound) <= 0
        ? Optional.empty()
        : Optional.of(
            "%s paused for %d ms between %s and %s (%s), want %d ms at most"
                .formatted(
                    partition, pause.toMillis(), before.owner(), owner, kind, bound.toMillis()));
  }

  /** Returns the longest pause of each kind so far. */
  public Map<Pause, Duration> longest() {
    return Map.copyOf(longest);
  }

  private Pause kind(String before, String owner) {
    if (before.equals(owner)) {
      return Pause.STAYED;
    }
    if (failed.contains(before)) {
      return Pause.OWNER_FAILED;
    }
    return failed.contains(owner) ? Pause.OWNER_RESUMED : Pause.HANDED_OVER;
  }

  /** A partition that moved on before its owner had a message of it was handed over twice. */
  private Duration bound(Pause kind, int moves) {
    Duration handovers = LONGEST_HANDOVER.multipliedBy(Math.max(1, moves));
    return switch (kind) {
      case STAYED -> moves > 0 ? handovers : scaling.messageInterval().plus(MARGIN);
      case HANDED_OVER -> handovers;
      case OWNER_FAILED -> scaling.sessionTimeout().plus(handovers);
      case OWNER_RESUMED -> handovers.plus(RETRY_DELAY);
    };
  }

  /** Latest message of a partition that its owner has applied or passed over. */
  private record Progress(String owner, Duration at) {}
}
