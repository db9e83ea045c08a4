package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.checkpoint.CommitMetadata;
import dev.rbacconsumer.core.checkpoint.OwnerNotes;
import dev.rbacconsumer.core.checkpoint.Recovery;
import dev.rbacconsumer.core.checkpoint.ReplayRange;
import dev.rbacconsumer.core.checkpoint.StartPosition;
import dev.rbacconsumer.core.config.ReplayMode;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.outcome.StoreMemory;
import dev.rbacconsumer.core.port.CommittedState;
import dev.rbacconsumer.core.port.PartitionOffsets;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares what the log, the commit of the group and the store know of a partition, to find which
 * of them has lost data and at which position reading begins.
 */
public final class LossCheck {
  private final CommittedState start;
  private final PartitionOffsets log;
  private final StoreMemory memory;
  private final Optional<String> logBefore;
  private final ReplayMode mode;
  private final Optional<Commit> commit;
  private final Optional<CommitMetadata> ours;
  private final Optional<CommitPosition> seen;

  /** Position below which the store has everything. */
  private final Optional<CommitPosition> complete;

  /**
   * @param start log and commit
   * @param memory the store's memory of the partition when its lock was acquired
   * @param logBefore identity of the log that this instance has read before, where it has read one
   * @param mode how records are applied that the store may have seen
   */
  public LossCheck(
      CommittedState start, StoreMemory memory, Optional<String> logBefore, ReplayMode mode) {
    this.start = start;
    this.log = start.log();
    this.memory = memory;
    this.logBefore = logBefore;
    this.mode = mode;
    this.commit = start.committed();
    this.ours = commit.flatMap(CommitMetadata::of);
    Optional<StoreMark> mark =
        memory.marks().stream()
            .filter(this::isOfThisLog)
            .filter(it -> it.seen().isPresent())
            .max(Comparator.comparing(it -> it.seen().orElseThrow()));
    this.seen = mark.flatMap(StoreMark::seen);
    this.complete = mark.flatMap(StoreMark::complete);
  }

  /** Returns what one of them has lost; empty if they agree. */
  public Optional<DataLoss> loss() {
    return kind().map(this::lossOf);
  }

  /**
   * Returns what the store has lost in addition to a loss of the log; empty if it has lost nothing.
   */
  public Optional<DataLoss> lossBeside(DataLoss loss) {
    boolean isOfLog =
        loss.kind() == DataLoss.Kind.BELOW_START || loss.kind() == DataLoss.Kind.BEYOND_END;
    return isOfLog && commit.isPresent() ? lossOfStore().map(this::lossOf) : Optional.empty();
  }

  private DataLoss lossOf(DataLoss.Kind kind) {
    boolean concernsStore = kind.isOfStore() || kind == DataLoss.Kind.COMMITS_LOST;
    return new DataLoss(
        kind,
        concernsStore ? commit.map(Commit::position) : place(),
        log.begin(),
        log.end(),
        concernsStore ? complete : Optional.empty());
  }

  private Optional<DataLoss.Kind> kind() {
    Optional<String> before = logBefore();
    if (before.isPresent() && log.identity().isPresent() && !before.equals(log.identity())) {
      return Optional.of(DataLoss.Kind.RECREATED);
    }
    Optional<CommitPosition> place = place();
    if (place.isPresent() && place.get().compareTo(log.begin()) < 0 && !isFresh()) {
      return Optional.of(DataLoss.Kind.BELOW_START);
    }
    if (place.isPresent() && place.get().compareTo(log.end()) > 0) {
      return Optional.of(DataLoss.Kind.BEYOND_END);
    }
    return commit.isPresent() ? lossOfStore() : lossOfCommits();
  }

  /**
   * Returns the committed position; without a commit, the position up to which the store has seen.
   */
  private Optional<CommitPosition> place() {
    return commit.isPresent() ? commit.map(Commit::position) : seen;
  }

  /**
   * Returns whether the store was marked before anything was read, and nothing was committed since.
   */
  private boolean isFresh() {
    return commit.isEmpty() && seen.isPresent() && seen.get().value() == 0;
  }

  private Optional<DataLoss.Kind> lossOfStore() {
    if (ours.isEmpty() || !memory.keepsMarks() || hasAllBelow(commit.orElseThrow().position())) {
      return Optional.empty();
    }
    Optional<CommitPosition> relied = ours.get().seen();
    if (relied.isEmpty()) {
      boolean free = memory.lock() == StoreMemory.Lock.FREE || isUndecided();
      return seen.isEmpty() && free ? Optional.of(DataLoss.Kind.STORE_LOST) : Optional.empty();
    }
    // A lock proves nothing: an attempt that ended half-way may have left it in an empty store.
    if (seen.isEmpty()) {
      return Optional.of(DataLoss.Kind.STORE_LOST);
    }
    return seen.get().compareTo(relied.get()) < 0
        ? Optional.of(DataLoss.Kind.STORE_RESTORED)
        : Optional.empty();
  }

  private boolean hasAllBelow(CommitPosition position) {
    return complete.map(CommitPosition::value).orElse(0L) >= position.value();
  }

  /**
   * Returns the loss of the commits, unless the log holds nothing to read, or nothing that the
   * store has seen.
   */
  private Optional<DataLoss.Kind> lossOfCommits() {
    boolean known = seen.isPresent() ? seen.get().compareTo(log.begin()) > 0 : isHeld();
    return known && log.begin().compareTo(log.readable()) < 0
        ? Optional.of(DataLoss.Kind.COMMITS_LOST)
        : Optional.empty();
  }

  /** Returns whether a lock shows that another consumer may have applied records. */
  private boolean isHeld() {
    return memory.lock() == StoreMemory.Lock.HELD && !isUndecided();
  }

  /**
   * Returns whether a consumer found the store without any memory before, and applied nothing
   * since.
   */
  private boolean isUndecided() {
    return seen.isEmpty() && memory.marks().stream().anyMatch(mark -> mark.seen().isEmpty());
  }

  private boolean isOfThisLog(StoreMark mark) {
    return mark.log().isEmpty() || log.identity().isEmpty() || mark.log().equals(log.identity());
  }

  /**
   * Returns the identity of the log that was read before: the commit knows it best, then the store,
   * then this instance.
   */
  private Optional<String> logBefore() {
    if (commit.isPresent()) {
      return ours.flatMap(CommitMetadata::log);
    }
    return logOfStore().or(() -> logBefore);
  }

  /** Returns this log if a mark names it; marks that name no log do not overrule the instance. */
  private Optional<String> logOfStore() {
    List<StoreMark> placed =
        memory.marks().stream().filter(mark -> mark.seen().isPresent()).toList();
    List<String> named = placed.stream().flatMap(mark -> mark.log().stream()).toList();
    if (log.identity().filter(named::contains).isPresent()) {
      return log.identity();
    }
    return placed.stream().anyMatch(this::isOfThisLog)
        ? Optional.empty()
        : named.stream().findFirst();
  }

  /** Returns the start position of a partition of which nothing is lost. */
  public StartPosition agreed() {
    Optional<CommitPosition> position = commit.map(Commit::position);
    Optional<ReplayRange> replay = replay(position.orElse(log.begin()));
    return new StartPosition(
        position,
        position.isPresent(),
        replay.isPresent() ? Optional.empty() : position.flatMap(this::recovery),
        replay,
        identity(),
        log.begin(),
        seen.filter(it -> !isSeenBeyond() || !returnsToOlderStates(replay)),
        notes());
  }

  /**
   * Returns the range to recover. Removals that the last owner saw confirmed count only while its
   * lock is still there.
   */
  private Optional<Recovery> recovery(CommitPosition position) {
    Optional<Recovery> range = Recovery.of(start, position);
    return isHeld() ? range : range.map(Recovery::fromTheFirstTuple);
  }

  /**
   * Returns whether records that the store has seen are applied again one by one: its mark is not
   * true any more once tuples return to older states.
   */
  private boolean returnsToOlderStates(Optional<ReplayRange> replay) {
    return mode == ReplayMode.STEP_BY_STEP && replay.isEmpty();
  }

  /**
   * Returns the start position after a loss, at a position that a policy or the store gives.
   * Records from there on that the store may have seen are replayed.
   */
  public StartPosition past(DataLoss loss, CommitPosition position) {
    Optional<ReplayRange> replay = lastWord(ReplayRange.of(position, log.readable()));
    boolean folds = replay.isEmpty() && loss.kind() == DataLoss.Kind.BELOW_START;
    return new StartPosition(
        Optional.of(position),
        false,
        folds ? Recovery.of(start, position).map(Recovery::fromTheFirstTuple) : Optional.empty(),
        replay,
        log.identity(),
        log.begin(),
        reliable(loss, position)
            .filter(it -> it.compareTo(position) <= 0 || !returnsToOlderStates(replay)),
        notes());
  }

  /** Returns the store's mark if it is true of this log and of what the store is about to have. */
  private Optional<CommitPosition> reliable(DataLoss loss, CommitPosition position) {
    return switch (loss.kind()) {
      case BELOW_START, COMMITS_LOST -> seen;
      case STORE_LOST, STORE_RESTORED -> seen.filter(it -> it.compareTo(position) >= 0);
      case BEYOND_END, RECREATED, COMPACTED -> Optional.empty();
    };
  }

  /**
   * Returns the start position under a policy that continues although the store has lost something.
   */
  public StartPosition continued() {
    StartPosition agreed = agreed();
    return new StartPosition(
        agreed.position(),
        false,
        agreed.recovery().map(Recovery::fromTheFirstTuple),
        agreed.replay(),
        agreed.log(),
        agreed.logBegin(),
        Optional.empty(),
        agreed.notes());
  }

  /** Returns the position at which a replay begins that restores what the store has lost. */
  public CommitPosition storeHas() {
    CommitPosition from = complete.orElse(log.begin());
    return from.compareTo(log.begin()) < 0 ? log.begin() : from;
  }

  /** Returns the identity of the log that is read, from the source or else from the commit. */
  private Optional<String> identity() {
    return log.identity().or(() -> ours.flatMap(CommitMetadata::log));
  }

  private Optional<ReplayRange> replay(CommitPosition from) {
    Optional<ReplayRange> underWay = ours.flatMap(CommitMetadata::replay);
    if (underWay.isPresent()) {
      // In every mode: what was left to later records is applied nowhere else.
      return underWay
          .map(range -> range.to(log.readable()).keptFrom(log.begin()))
          .filter(range -> range.end().compareTo(from) > 0);
    }
    return isSeenBeyond() ? lastWord(ReplayRange.of(from, log.readable())) : Optional.empty();
  }

  /**
   * Returns whether the store may have seen records that the commit does not account for: the
   * commit was made by another program or by hand, was moved back, or is gone.
   */
  private boolean isSeenBeyond() {
    if (commit.isEmpty()) {
      // A consumer without marks may have applied records since the store was marked as empty.
      return seen.isPresent() || memory.lock() == StoreMemory.Lock.HELD;
    }
    return ours.isEmpty() || seen.filter(it -> it.compareTo(ours.get().through()) > 0).isPresent();
  }

  private Optional<ReplayRange> lastWord(ReplayRange range) {
    return mode == ReplayMode.LAST_WORD && !range.isEmpty() ? Optional.of(range) : Optional.empty();
  }

  /** Returns the events to report about a start of reading, in addition to its position. */
  public List<DeliveryEvent> news(PartitionId partition, StartPosition beginning) {
    List<DeliveryEvent> news = new ArrayList<>();
    beginning
        .recovery()
        .map(range -> new PartitionEvent.Recovering(partition, range.from(), range.end()))
        .ifPresent(news::add);
    commit
        .filter(it -> beginning.isDurable() && ours.isEmpty())
        .map(it -> unmarked(partition, it))
        .ifPresent(news::add);
    boolean isAdopted = beginning.isDurable() && seen.isEmpty() && isHeld();
    if (isAdopted && memory.keepsMarks()) {
      news.add(new StoreMarkEvent.MarkAdopted(partition, beginning.from()));
    }
    return news;
  }

  private static DeliveryEvent unmarked(PartitionId partition, Commit commit) {
    return commit.metadata().isEmpty()
        ? new PartitionEvent.PositionSetOutside(partition, commit.position())
        : new PartitionEvent.MarkUnreadable(partition, commit.metadata());
  }

  /** Returns what the commit says to the next owner, and the text of other programs beside it. */
  private OwnerNotes notes() {
    return ours.map(CommitMetadata::notes)
        .orElse(commit.map(OwnerNotes::ofOthers).orElse(OwnerNotes.NONE));
  }
}
