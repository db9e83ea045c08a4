package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.observe.DeliveryEvent;
import dev.rbacconsumer.core.observe.DeliveryMode;
import dev.rbacconsumer.core.observe.DeliveryObserver;
import dev.rbacconsumer.core.observe.Progress;
import dev.rbacconsumer.core.port.Clock;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the status of delivery: the latest event of each kind for each partition. Thread-safe. A
 * record that passes costs two writes; what cannot be seen from events is asked of the lane when a
 * snapshot is made.
 */
public final class DeliveryStatus implements DeliveryObserver {
  private final Clock clock;
  private final DeliveryMode mode;
  private final Map<PartitionId, PartitionTracker> pages = new ConcurrentHashMap<>();
  private final PassedOverCounts passedOver = new PassedOverCounts();
  private volatile @Nullable Long polledAt;
  private volatile @Nullable SourceProblem sourceProblem;
  private volatile @Nullable StallStatus sourceStall;
  private volatile @Nullable StallStatus sourceEnd;

  /**
   * The status of an instance that delivers.
   *
   * @param clock by which moments and ages are told
   */
  public DeliveryStatus(Clock clock) {
    this(clock, DeliveryMode.DELIVER);
  }

  /**
   * The status of an instance.
   *
   * @param clock by which moments and ages are told
   * @param mode whether the instance acts on what it reads
   */
  public DeliveryStatus(Clock clock, DeliveryMode mode) {
    this.clock = clock;
    this.mode = mode;
  }

  @Override
  public void on(DeliveryEvent event) {
    if (!onRecord(event) && !onPosition(event) && !onOwnership(event)) {
      onSource(event);
    }
  }

  /**
   * What is known now. Any thread may ask, at any time; each lane is held up for no more than a few
   * instructions.
   *
   * @param ends offset that the next record of a partition gets, empty while unknown; must answer
   *     at once
   */
  public StatusSnapshot snapshot(Function<PartitionId, OptionalLong> ends) {
    return snapshot(ends, reportedStalls());
  }

  /**
   * The same with the stalls that there are now, and not those that were reported last: reporting
   * may be what hangs.
   *
   * @param stalls by partition; that of the source thread under empty
   */
  public StatusSnapshot snapshot(
      Function<PartitionId, OptionalLong> ends, Map<Optional<PartitionId>, StallStatus> stalls) {
    long now = clock.nanoTime();
    List<PartitionStatus> partitions =
        new TreeMap<>(pages)
            .entrySet().stream()
                .map(
                    it -> {
                      PartitionId partition = it.getKey();
                      StallStatus stall = stalls.get(Optional.of(partition));
                      return it.getValue().status(partition, ends.apply(partition), stall, now);
                    })
                .toList();
    return new StatusSnapshot(
        clock.now(),
        mode,
        sincePolled(now),
        Optional.ofNullable(sourceProblem).map(SourceProblem::problem),
        Optional.ofNullable(sourceEnd)
            .or(() -> Optional.ofNullable(stalls.get(Optional.<PartitionId>empty()))),
        partitions,
        passedOver.statuses(now));
  }

  private Map<Optional<PartitionId>, StallStatus> reportedStalls() {
    Map<Optional<PartitionId>, StallStatus> stalls = new HashMap<>();
    Optional.ofNullable(sourceStall).ifPresent(it -> stalls.put(Optional.empty(), it));
    pages.forEach(
        (partition, page) ->
            page.reportedStall().ifPresent(it -> stalls.put(Optional.of(partition), it)));
    return stalls;
  }

  /**
   * How far a partition has come.
   *
   * @param partition empty for the whole instance, of which only the last read is known
   */
  public Progress progress(Optional<PartitionId> partition) {
    long now = clock.nanoTime();
    PartitionTracker page = partition.map(this::page).orElseGet(() -> new PartitionTracker(mode));
    return new Progress(page.started(), page.committed(), page.sinceApplied(now), sincePolled(now));
  }

  private boolean onRecord(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Started it) {
      page(it.record().partition()).started(it.record().offset());
    } else if (event instanceof DeliveryEvent.Applied it) {
      page(it.record().partition()).applied(it.record(), clock.nanoTime());
    } else if (event instanceof DeliveryEvent.Planned it) {
      page(it.record().partition()).planned(it, clock.now());
    } else if (event instanceof DeliveryEvent.Retrying it) {
      page(it.record().partition()).failed(it, now());
    } else if (event instanceof DeliveryEvent.Condemned it) {
      page(it.record().partition()).condemned(it.record(), it.failure(), now());
    } else if (event instanceof DeliveryEvent.Stopped it) {
      page(it.record().partition()).stopped(it.record(), it.failure(), now());
    } else if (event instanceof DeliveryEvent.TombstonePassed it) {
      settled(it.record());
    } else if (event instanceof DeliveryEvent.GotOn it) {
      page(it.record().partition()).gotOn();
    } else if (event instanceof DeliveryEvent.Skipped it) {
      passedOver.skipped(it.record(), it.failure(), now());
      settled(it.record());
    } else if (event instanceof DeliveryEvent.DeadLettered it) {
      passedOver.deadLettered(it.record(), it.failure(), now());
      settled(it.record());
    } else {
      return false;
    }
    return true;
  }

  private boolean onPosition(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Committed it) {
      page(it.partition()).committed(it.position());
    } else if (event instanceof DeliveryEvent.CommitFailed it) {
      it.partitions().forEach(partition -> page(partition).commitFailed(it.message(), now()));
    } else if (event instanceof DeliveryEvent.Positioned it) {
      page(it.partition()).positioned(it.committed());
    } else if (event instanceof DeliveryEvent.DataLossPassed it) {
      page(it.partition()).lossPassed();
    } else if (event instanceof DeliveryEvent.DataLossBlocks it) {
      page(it.partition()).lossFound(it, now());
    } else if (event instanceof DeliveryEvent.BatchUnreadable it) {
      page(it.partition()).unreadable(it, now());
    } else if (event instanceof DeliveryEvent.BatchReadable it) {
      page(it.partition()).readable();
    } else if (event instanceof DeliveryEvent.Witness it) {
      page(it.partition()).witness(it, clock.now());
    } else {
      return false;
    }
    return true;
  }

  private boolean onOwnership(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Assigned it) {
      it.partitions().forEach(partition -> pages.put(partition, new PartitionTracker(mode)));
    } else if (event instanceof DeliveryEvent.LaneBegun it) {
      page(it.partition()).begun(it.backlog());
    } else if (event instanceof DeliveryEvent.Revoked it) {
      pages.keySet().removeAll(it.partitions());
    } else if (event instanceof DeliveryEvent.Lost it) {
      pages.keySet().removeAll(it.partitions());
    } else if (event instanceof DeliveryEvent.FenceAcquired it) {
      page(it.partition()).fenceAcquired(now());
    } else if (event instanceof DeliveryEvent.FenceNotAcquired it) {
      page(it.partition()).fenceNotAcquired(it, now());
    } else if (event instanceof DeliveryEvent.FenceLost it) {
      page(it.partition()).fenceLost(it.message(), now());
    } else {
      return false;
    }
    return true;
  }

  private void onSource(DeliveryEvent event) {
    if (event instanceof DeliveryEvent.Polled) {
      polledAt = clock.nanoTime();
      SourceProblem problem = sourceProblem;
      sourceProblem = problem == null ? null : problem.afterPoll();
    } else if (event instanceof DeliveryEvent.SourceFailed it) {
      sourceProblem = SourceProblem.of(sourceProblem, it.message(), now());
    } else if (event instanceof DeliveryEvent.Stalled it) {
      Instant since = clock.now().minus(it.overdue());
      stalled(it.partition(), new StallStatus(it.doing(), since));
    } else if (event instanceof DeliveryEvent.StallEnded it) {
      stalled(it.partition(), null);
    } else if (event instanceof DeliveryEvent.LaneFailed it) {
      page(it.partition()).ended(ended(it.thrown()));
    } else if (event instanceof DeliveryEvent.DeliveryFailed it) {
      sourceEnd = ended(it.thrown());
    }
  }

  private StallStatus ended(Throwable thrown) {
    return new StallStatus("ended by " + SafeText.sentence(thrown.toString()), clock.now());
  }

  private void stalled(Optional<PartitionId> partition, @Nullable StallStatus stall) {
    partition.ifPresentOrElse(it -> page(it).stalled(stall), () -> sourceStall = stall);
  }

  private void settled(SourceRecord record) {
    page(record.partition()).settled(record);
  }

  /** A lane that is overdue may still tell of a partition that has gone: nobody reads that. */
  private PartitionTracker page(PartitionId partition) {
    PartitionTracker page = pages.get(partition);
    return page == null ? new PartitionTracker(mode) : page;
  }

  private Optional<Duration> sincePolled(long now) {
    return Optional.ofNullable(polledAt).map(then -> Moment.between(then, now));
  }

  private Moment now() {
    return Moment.now(clock);
  }

  /**
   * That the source cannot be read. Where it cannot be told where reading begins, records still can
   * be polled in between, so it is over only when two rounds were good.
   */
  private record SourceProblem(ProblemStatus problem, boolean polledSince) {
    static SourceProblem of(@Nullable SourceProblem before, String message, Moment now) {
      return new SourceProblem(
          ProblemStatus.again(before == null ? null : before.problem, message, now), false);
    }

    @Nullable SourceProblem afterPoll() {
      return polledSince ? null : new SourceProblem(problem, true);
    }
  }
}
