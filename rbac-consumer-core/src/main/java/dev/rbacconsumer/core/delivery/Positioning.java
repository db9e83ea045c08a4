package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.StoreLossPolicy;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.internal.lane.Lane;
import dev.rbacconsumer.core.internal.lane.LossCheck;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.CommittedStatesCallback;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Starts each lane at the committed position of the group, provided that the log and the store have
 * lost nothing. After a loss, a policy decides: a blocked partition is checked again, with backoff,
 * and nothing is committed for it meanwhile. Confined to the source thread.
 */
final class Positioning {
  private final MessageSource source;
  private final LaneContext lanes;
  private final DispatcherSettings settings;
  private final TopicSettingsMonitor topics;
  private final Map<PartitionId, AssignedLane> assigned;
  private final Consumer<Set<PartitionId>> positioned;
  private final Map<PartitionId, Request> requests = new HashMap<>();
  private final Map<PartitionId, Block> blocked = new HashMap<>();
  private final LogBook logs = new LogBook();
  private long notBefore;

  /**
   * @param topics decides which topics are not read
   * @param assigned the lanes of this instance, as they are at each call
   * @param positioned receives partitions that are about to be read from another position
   */
  Positioning(
      MessageSource source,
      LaneContext lanes,
      DispatcherSettings settings,
      TopicSettingsMonitor topics,
      Map<PartitionId, AssignedLane> assigned,
      Consumer<Set<PartitionId>> positioned) {
    this.source = source;
    this.lanes = lanes;
    this.settings = settings;
    this.topics = topics;
    this.assigned = assigned;
    this.positioned = positioned;
    this.notBefore = now();
  }

  /**
   * Requests the start position of each lane that holds a new fence; it depends on what the group
   * has committed by then. The answer comes with a later poll, and counts only under the same
   * fence.
   */
  void position() {
    if (now() - notBefore < 0) {
      return;
    }
    Map<PartitionId, Request> fresh = new TreeMap<>();
    assigned.forEach(
        (partition, lane) -> {
          if (isReady(lane) && isDue(partition)) {
            Request request = new Request(lane, tenure(lane.driver()));
            if (isBlockedByMemory(partition, request)) {
              lane.driver().change(it -> it.ownership().giveUp(now()));
              return;
            }
            lanes.stalls().awaitPosition(partition);
            if (!request.equals(requests.get(partition))) {
              fresh.put(partition, request);
            }
          }
        });
    if (!fresh.isEmpty()) {
      requests.putAll(fresh);
      source.requestCommittedStates(Set.copyOf(fresh.keySet()), new Answer(fresh));
    }
  }

  /** Checks a partition at once that a loss of data blocks. Returns whether there is one. */
  boolean retryNow(PartitionId partition) {
    return blocked.computeIfPresent(
            partition, (key, block) -> new Block(block.attempt(), now(), block.tenure()))
        != null;
  }

  /** Forgets partitions that are no longer assigned. */
  void forget(Set<PartitionId> partitions) {
    blocked.keySet().removeAll(partitions);
    requests.keySet().removeAll(partitions);
  }

  /** Returns whether a lane needs a position and has committed all that it settled. */
  private static boolean isReady(AssignedLane lane) {
    return lane.driver().ask(it -> it.needsPosition() && it.checkpoint().isEmpty());
  }

  private void failed(SourceException failure) {
    report(new InstanceEvent.SourceFailed(String.valueOf(failure.getMessage())));
    notBefore = now() + settings.retryDelay().toNanos();
  }

  private void position(LaneDriver lane, CommittedState start) throws SourceException {
    if (topics.refuses(lane.partition().topic())) {
      block(lane, compacted(start));
      return;
    }
    LossCheck check =
        new LossCheck(
            start,
            lane.ask(Lane::memory),
            logs.of(lane.partition()),
            lanes.settings().replay().mode());
    Optional<DataLoss> loss = check.loss();
    if (loss.isEmpty()) {
      begin(lane, check, check.agreed(), List.of());
      return;
    }
    Optional<StartPosition> past = past(check, loss.get(), start);
    Optional<DataLoss> beside = check.lossBeside(loss.get());
    if (past.isEmpty()) {
      block(lane, loss.get());
    } else if (beside.isPresent() && onStoreLoss() == StoreLossPolicy.BLOCK) {
      block(lane, beside.get());
    } else {
      List<DataLoss> losses = Stream.concat(loss.stream(), beside.stream()).toList();
      begin(lane, check, past.get(), losses);
    }
  }

  private StoreLossPolicy onStoreLoss() {
    return lanes.settings().replay().onStoreLoss();
  }

  private static DataLoss compacted(CommittedState start) {
    return new DataLoss(
        DataLoss.Kind.COMPACTED,
        start.committed().map(Commit::position),
        start.log().begin(),
        start.log().end());
  }

  /** Returns the start position with which the policy lets reading go on; empty if it blocks. */
  private Optional<StartPosition> past(LossCheck check, DataLoss loss, CommittedState start) {
    return switch (loss.kind()) {
      case COMMITS_LOST -> Optional.of(check.past(loss, check.storeHas()));
      case STORE_LOST, STORE_RESTORED ->
          switch (onStoreLoss()) {
            case BLOCK -> Optional.empty();
            case REPLAY -> Optional.of(check.past(loss, check.storeHas()));
            case CONTINUE -> Optional.of(check.continued());
          };
      case COMPACTED -> Optional.empty();
      case BELOW_START, BEYOND_END, RECREATED ->
          switch (settings.onDataLoss()) {
            case BLOCK -> Optional.empty();
            case EARLIEST -> Optional.of(check.past(loss, start.log().begin()));
            case LATEST -> Optional.of(check.past(loss, latest(check, loss, start)));
          };
    };
  }

  /**
   * Returns the end of the log; an earlier position if the store has lost something that is to be
   * replayed.
   */
  private CommitPosition latest(LossCheck check, DataLoss loss, CommittedState start) {
    boolean replays = check.lossBeside(loss).isPresent() && onStoreLoss() == StoreLossPolicy.REPLAY;
    CommitPosition end = start.log().readable();
    return replays && check.storeHas().compareTo(end) < 0 ? check.storeHas() : end;
  }

  private void begin(LaneDriver lane, LossCheck check, StartPosition found, List<DataLoss> losses)
      throws SourceException {
    StartPosition beginning =
        lanes.mode() == DeliveryMode.DRY_RUN ? found.withoutRecovery() : found;
    PartitionId partition = lane.partition();
    CommitPosition position = beginning.from();
    positioned.accept(Set.of(partition));
    source.seek(Map.of(partition, position));
    logs.reads(partition, beginning.log());
    lanes.stalls().endWaitForPosition(partition);
    blocked.remove(partition);
    losses.forEach(it -> report(new PartitionEvent.DataLossPassed(partition, it, position)));
    report(new PartitionEvent.Positioned(partition, beginning.position()));
    lane.positioned(beginning);
    check.news(partition, beginning).forEach(this::report);
  }

  private void block(LaneDriver lane, DataLoss loss) {
    PartitionId partition = lane.partition();
    lane.change(Lane::unpositioned);
    lanes.stalls().endWaitForPosition(partition);
    Block before = blocked.get(partition);
    int attempt = before == null ? 1 : before.attempt() + 1;
    Duration delay = lanes.settings().backoff().delay(attempt, lanes.jitter().next());
    int tenure = loss.kind().isOfStore() ? tenure(lane) : 0;
    blocked.put(partition, new Block(attempt, now() + delay.toNanos(), tenure));
    report(new PartitionEvent.DataLossBlocks(partition, loss, attempt, delay));
  }

  /** Seeks to the positions from which lanes want to read again, and back. */
  void rewind() {
    if (now() - notBefore < 0) {
      return;
    }
    assigned.forEach(
        (partition, lane) -> lane.driver().ask(Lane::wantedSeek).ifPresent(it -> seek(lane, it)));
  }

  private void seek(AssignedLane lane, CommitPosition position) {
    PartitionId partition = lane.driver().partition();
    try {
      positioned.accept(Set.of(partition));
      source.seek(Map.of(partition, position));
      lane.driver().change(it -> it.replaying().sought());
    } catch (SourceException failure) {
      failed(failure);
    }
  }

  /**
   * Returns whether the partition is blocked because of the store's memory in this holding of the
   * fence. That memory can be read again only with a new fence.
   */
  private boolean isBlockedByMemory(PartitionId partition, Request request) {
    Block block = blocked.get(partition);
    return block != null && block.tenure() > 0 && block.tenure() == request.tenure();
  }

  private static int tenure(LaneDriver lane) {
    return lane.ask(it -> it.ownership().tenure());
  }

  private boolean isDue(PartitionId partition) {
    Block block = blocked.get(partition);
    return block == null || now() - block.notBefore() >= 0;
  }

  private void report(DeliveryEvent event) {
    lanes.observer().on(event);
  }

  private long now() {
    return lanes.clock().nanoTime();
  }

  /**
   * A request for the start position of a partition.
   *
   * @param lane the lane that needs the position
   * @param tenure number of the holding of its fence at the request
   */
  private record Request(AssignedLane lane, int tenure) {}

  /** Receives the answer to requests, and starts the lanes that still need a position. */
  private final class Answer implements CommittedStatesCallback {
    private final Map<PartitionId, Request> asked;

    Answer(Map<PartitionId, Request> asked) {
      this.asked = asked;
    }

    @Override
    public void found(Map<PartitionId, CommittedState> starts) {
      asked.forEach(
          (partition, request) -> {
            CommittedState start = starts.get(partition);
            if (requests.remove(partition, request) && start != null && isWanted(request)) {
              begin(request.lane.driver(), start);
            }
          });
    }

    @Override
    public void failed(SourceException failure) {
      asked.forEach(requests::remove);
      Positioning.this.failed(failure);
    }

    private boolean isWanted(Request request) {
      return request.tenure == tenure(request.lane.driver()) && isReady(request.lane);
    }

    private void begin(LaneDriver lane, CommittedState start) {
      try {
        position(lane, start);
      } catch (SourceException failure) {
        Positioning.this.failed(failure);
      }
    }
  }

  /**
   * A partition that is blocked by a loss of data.
   *
   * @param attempt number of times that the loss was found, at least 1
   * @param notBefore time of the next check, on the monotonic clock in nanoseconds
   * @param tenure number of the holding of the fence in which the store was found to have lost
   *     something; 0 where the store has lost nothing
   */
  private record Block(int attempt, long notBefore, int tenure) {}

  /**
   * The identities of the logs that this instance has read. A commit names its log; but brokers
   * forget the commits of a topic with the topic, and a topic that is created again must not look
   * like one that the group has never read.
   */
  private static final class LogBook {
    private final Map<String, String> first = new HashMap<>();
    private final Map<PartitionId, String> latest = new TreeMap<>();

    void reads(PartitionId partition, Optional<String> log) {
      log.ifPresent(
          identity -> {
            first.putIfAbsent(partition.topic(), identity);
            latest.put(partition, identity);
          });
    }

    Optional<String> of(PartitionId partition) {
      String own = latest.get(partition);
      return Optional.ofNullable(own == null ? first.get(partition.topic()) : own);
    }
  }
}
