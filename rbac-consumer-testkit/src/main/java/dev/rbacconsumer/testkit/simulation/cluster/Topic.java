package dev.rbacconsumer.testkit.simulation.cluster;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.simulation.fault.Fault;
import dev.rbacconsumer.testkit.simulation.history.PartitionHistory;
import dev.rbacconsumer.testkit.simulation.history.StoreCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Simulated outbox topic with the logs of its partitions. Each partition has a few tuples of its
 * own, which its records add and remove repeatedly, and which no other partition names.
 */
final class Topic {
  private static final String NAME = "outbox";
  private static final List<BadMessage> MALFORMED =
      List.of(BadMessage.NOT_JSON, BadMessage.EMPTY_VALUE);
  private static final List<BadMessage> INVALID =
      List.of(
          BadMessage.BLANK_RESOURCE_ID,
          BadMessage.ENVELOPE_CUT_OFF,
          BadMessage.TWO_ENVELOPES,
          BadMessage.REGISTRY_FRAMING,
          BadMessage.PAYLOAD_TEXT_NOT_JSON,
          BadMessage.UNKNOWN_FIELD);
  private static final TupleChange NOTHING = TupleChange.net(List.of(), List.of());
  private static final int TUPLES = 4;
  private static final int MOST_REPEATED = 4;
  private static final Object NO_ROW = new Object();
  private final SimulatedDeployment deployment;
  private final List<PartitionId> partitions;
  private final Map<PartitionId, NavigableMap<Long, SourceRecord>> log = new TreeMap<>();
  private final Map<PartitionId, SortedSet<Long>> unusable = new TreeMap<>();
  private final Map<PartitionId, SortedSet<Long>> invalid = new TreeMap<>();
  private final Map<PartitionId, PartitionHistory> histories = new TreeMap<>();
  private final Map<PartitionId, Long> begins = new TreeMap<>();
  private final Map<PartitionId, Long> ends = new HashMap<>();
  private final Map<PartitionId, Transaction> transactions = new TreeMap<>();
  private final Map<PartitionId, Long> damaged = new TreeMap<>();
  private final Map<PartitionId, NavigableMap<Long, Row>> rows = new TreeMap<>();
  private int incarnation = 1;
  private long rowsWritten;
  private boolean idsAreUnique = true;
  private long damagedUntil;

  Topic(SimulatedDeployment deployment, int partitions) {
    this.deployment = deployment;
    for (int number = 0; number < partitions; number++) {
      PartitionId partition = new PartitionId(NAME, number);
      log.put(partition, new TreeMap<>());
      unusable.put(partition, new TreeSet<>());
      invalid.put(partition, new TreeSet<>());
      rows.put(partition, new TreeMap<>());
      histories.put(partition, new PartitionHistory());
    }
    this.partitions = List.copyOf(log.keySet());
  }

  List<PartitionId> partitions() {
    return partitions;
  }

  String identity() {
    return "log-" + incarnation;
  }

  /** Deletes the topic and creates it again: an empty log with offsets from 0. */
  void recreate() {
    incarnation++;
    deployment.trace(() -> "the topic is created again as " + identity());
    for (PartitionId partition : partitions) {
      records(partition).clear();
      unusable(partition).clear();
      invalid(partition).clear();
      of(rows, partition).clear();
      histories.put(partition, history(partition).ofNewLog());
    }
    begins.clear();
    ends.clear();
    transactions.clear();
    damaged.clear();
  }

  /**
   * Returns whether an earlier record of the log holds the same row, and was to be applied.
   *
   * @param begun start of reading: a lane does not know whether earlier records were discarded
   */
  boolean isRepeated(PartitionId partition, long offset, long begun) {
    Row row = of(rows, partition).get(offset);
    return of(rows, partition).headMap(offset).entrySet().stream()
        .filter(it -> it.getValue().isSame(row))
        .anyMatch(it -> it.getKey() < begun || !history(partition).isMissing(it.getKey()));
  }

  /** Returns whether all different rows have different ids. */
  boolean hasUniqueIds() {
    return idsAreUnique;
  }

  /** Returns an object that identifies the row of a record. */
  Object rowAt(PartitionId partition, long offset) {
    Row row = of(rows, partition).get(offset);
    return row == null ? NO_ROW : row;
  }

  /** Returns the offset of the first record that is kept. */
  long begin(PartitionId partition) {
    return begins.getOrDefault(partition, 0L);
  }

  /** Returns the offset behind the last written record, even if it is deleted. */
  long end(PartitionId partition) {
    return ends.getOrDefault(partition, 0L);
  }

  /** Returns the offset behind the last readable record; an open transaction holds up the rest. */
  long readable(PartitionId partition) {
    Transaction open = transactions.get(partition);
    return open == null ? end(partition) : open.first();
  }

  /** Returns the offset behind the last record that can be read now: the end of a lane's work. */
  long reachable(PartitionId partition) {
    long damage = damaged.getOrDefault(partition, Long.MAX_VALUE);
    return damage >= begin(partition) ? Math.min(damage, readable(partition)) : readable(partition);
  }

  /** Returns whether the next record at a position cannot be read. */
  boolean isDamagedAt(PartitionId partition, long position) {
    Long damage = damaged.get(partition);
    return damage != null && damage.equals(records(partition).ceilingKey(position));
  }

  /** Damages a record of a partition that the group has not finished. */
  void damage() {
    PartitionId partition = deployment.choices().of(partitions);
    long position = deployment.group().position(partition);
    List<Long> ahead = List.copyOf(records(partition).tailMap(position).keySet());
    if (!ahead.isEmpty()) {
      long offset = deployment.choices().of(ahead);
      deployment.struck(Fault.UNREADABLE_BATCH);
      deployment.trace(() -> partition + "@" + offset + " cannot be read");
      damaged.put(partition, offset);
      damagedUntil = after(deployment.choices().below(300));
    }
  }

  boolean isRepairable() {
    return !damaged.isEmpty() && deployment.time().nanoTime() - damagedUntil >= 0;
  }

  /** Makes all records readable again. */
  void repair() {
    damaged.clear();
    deployment.trace(() -> "everything can be read again");
  }

  private long after(int seconds) {
    return deployment.time().nanoTime() + Duration.ofSeconds(seconds).toNanos();
  }

  /** Returns the partitions whose open transaction has lasted long enough. */
  List<PartitionId> endableTransactions() {
    return partitions.stream()
        .filter(transactions::containsKey)
        .filter(it -> deployment.time().nanoTime() - of(transactions, it).notBefore >= 0)
        .toList();
  }

  /** Ends all transactions that are still open. */
  void endTransactions() {
    List.copyOf(transactions.keySet()).forEach(this::endTransaction);
  }

  /** Commits or aborts the open transaction of a partition. The marker takes an offset, too. */
  void endTransaction(PartitionId partition) {
    boolean aborted = deployment.strikes(Fault.ABORTED_TRANSACTION, 2);
    Transaction ended = Objects.requireNonNull(transactions.remove(partition));
    ends.put(partition, end(partition) + 1);
    String end = aborted ? "aborted" : "committed";
    deployment.trace(
        () -> "the transaction of %s at %s is %s".formatted(partition, ended.offsets, end));
    if (aborted) {
      for (long offset : ended.offsets) {
        records(partition).remove(offset);
        unusable(partition).remove(offset);
        invalid(partition).remove(offset);
        of(rows, partition).remove(offset);
        history(partition).aborted(offset);
      }
    }
  }

  /** Deletes some of the oldest records of a partition. A group without a commit never had them. */
  void deleteSome() {
    PartitionId partition = deployment.choices().of(partitions);
    long kept = readable(partition) - begin(partition);
    long begin = begin(partition) + 1 + deployment.choices().below(Math.toIntExact(kept) + 1);
    if (begin > readable(partition)) {
      return;
    }
    deployment.struck(Fault.RETENTION);
    deployment.trace(() -> partition + " is deleted below " + begin);
    begins.put(partition, begin);
    records(partition).headMap(begin).clear();
    history(partition).deleted(begin, deployment.group().committed(partition).isPresent());
  }

  /** Returns the number of records in a range of offsets. */
  long count(PartitionId partition, long from, long to) {
    return from < to ? records(partition).subMap(from, to).size() : 0;
  }

  /** Returns the first readable record at or behind a position. */
  Optional<SourceRecord> next(PartitionId partition, long position) {
    return Optional.ofNullable(records(partition).ceilingEntry(position))
        .filter(it -> it.getKey() < readable(partition))
        .map(Map.Entry::getValue);
  }

  PartitionHistory history(PartitionId partition) {
    return of(histories, partition);
  }

  /** Returns the offsets of records that no policy can get past without discarding them. */
  SortedSet<Long> unusable(PartitionId partition) {
    return of(unusable, partition);
  }

  /** Returns those of them that block their partition if the policy requires it. */
  SortedSet<Long> invalid(PartitionId partition) {
    return of(invalid, partition);
  }

  /** Writes a row, from which the connector creates a record. */
  void write(PartitionId partition) {
    if (!of(rows, partition).isEmpty() && deployment.strikes(Fault.EVENTS_REPEATED, 15)) {
      repeat(partition);
      return;
    }
    append(newRow(partition));
  }

  /** Repeats a few rows, as a connector that has lost its position does. */
  private void repeat(PartitionId partition) {
    List<Row> all = List.copyOf(of(rows, partition).values());
    int most = Math.min(MOST_REPEATED, all.size());
    int count = 1 + deployment.choices().below(most);
    all.subList(all.size() - count, all.size()).forEach(this::append);
  }

  /** Returns a new id; if two rows share one, the ids of the topic are not unique. */
  private UUID newId() {
    boolean reused = rowsWritten > 0 && deployment.strikes(Fault.EVENT_ID_REUSED, 40);
    rowsWritten += reused ? 0 : 1;
    idsAreUnique &= !reused;
    return new UUID(0, rowsWritten);
  }

  private Row newRow(PartitionId partition) {
    if (deployment.choices().oneIn(12)) {
      return new Row(partition, OutboxMessages.tombstone(), Optional.empty(), NOTHING, null);
    }
    if (deployment.choices().oneIn(12)) {
      BadMessage bad = deployment.choices().of(deployment.choices().oneIn(2) ? MALFORMED : INVALID);
      return new Row(partition, bad.message(), Optional.empty(), NOTHING, bad);
    }
    List<RelationTuple> added = someTuples(partition, 2);
    List<RelationTuple> removed = someTuples(partition, 3);
    if (added.isEmpty() && removed.isEmpty()) {
      added = List.of(tuple(partition, 0));
    }
    UUID id = newId();
    return new Row(
        partition,
        OutboxMessages.relations().id(id).remove(removed).add(added).build(),
        Optional.of(id),
        TupleChange.net(removed, added),
        null);
  }

  private List<RelationTuple> someTuples(PartitionId partition, int oneIn) {
    List<RelationTuple> some = new ArrayList<>();
    for (int i = 0; i < TUPLES; i++) {
      if (deployment.choices().oneIn(oneIn)) {
        some.add(tuple(partition, i));
      }
    }
    return some;
  }

  /** Returns a tuple. The last one has a type that the schema may lack for a while. */
  private RelationTuple tuple(PartitionId partition, int number) {
    String place = partition.number() + "-" + number;
    String user = deployment.hasQuarantine() ? "ann" + number / 2 : "ann";
    return RelationTuple.parse(
        number == TUPLES - 1
            ? "rbac/role:" + place + "#read@rbac/principal:*"
            : "rbac/group:" + place + "#member@rbac/principal:" + user);
  }

  private void append(Row row) {
    PartitionId partition = row.partition;
    // Not every offset has a record: transactions and compaction leave gaps.
    long gap = deployment.choices().oneIn(6) ? 1 + deployment.choices().below(3) : 0;
    long offset = end(partition) + gap;
    records(partition).put(offset, row.message.at(partition, new Offset(offset)));
    ends.put(partition, offset + 1);
    joinTransaction(partition, offset);
    of(rows, partition).put(offset, row);
    history(partition).appended(offset, row.change, isRepeated(partition, offset, 0));
    if (row.bad != null) {
      unusable(partition).add(offset);
      if (INVALID.contains(row.bad)) {
        invalid(partition).add(offset);
      }
    }
    String at = partition + "@" + offset;
    deployment.trace(() -> "the outbox writes " + at + ": " + StoreCall.words(row.change));
  }

  private void joinTransaction(PartitionId partition, long offset) {
    Transaction open = transactions.get(partition);
    if (open != null && deployment.choices().oneIn(2)) {
      open.offsets.add(offset);
    } else if (open == null && deployment.strikes(Fault.OPEN_TRANSACTION, 10)) {
      transactions.put(
          partition,
          new Transaction(new TreeSet<>(Set.of(offset)), after(deployment.choices().below(120))));
      deployment.trace(() -> "a transaction of " + partition + " begins at " + offset);
    }
  }

  private NavigableMap<Long, SourceRecord> records(PartitionId partition) {
    return of(log, partition);
  }

  private static <T> T of(Map<PartitionId, T> map, PartitionId partition) {
    T found = map.get(partition);
    if (found == null) {
      throw new IllegalArgumentException("no such partition: " + partition);
    }
    return found;
  }

  /**
   * Open transaction of one partition.
   *
   * @param offsets offsets of its records, at least one
   * @param notBefore earliest time of its end on the monotonic clock
   */
  private record Transaction(SortedSet<Long> offsets, long notBefore) {
    long first() {
      return offsets.first();
    }
  }

  /** Row of the outbox, with its requested change. */
  private record Row(
      PartitionId partition,
      OutboxMessage message,
      Optional<UUID> id,
      TupleChange change,
      @Nullable BadMessage bad) {
    /**
     * Returns whether both have the same content, which two rows with one id may happen to have.
     */
    @SuppressWarnings("ReferenceEquality") // A row without an id is only the same as itself.
    boolean isSame(@Nullable Row other) {
      return this == other
          || (other != null
              && id.isPresent()
              && id.equals(other.id)
              && change.equals(other.change));
    }
  }
}
