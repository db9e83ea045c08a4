package dev.rbacconsumer.testkit;

import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.port.ReplayTables;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Replay tables on the heap. Tests can make it refuse new tables, and limit the number of tuples in
 * a table. Thread-safe; each table belongs to one thread.
 */
public final class InMemoryReplayTables implements ReplayTables {
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private volatile long maxTuples = Long.MAX_VALUE;
  private volatile boolean refusing;

  /** Limits the number of tuples in later tables. */
  public void holdAtMost(long tuples) {
    maxTuples = tuples;
  }

  /** Sets whether later tables are refused. */
  public void refuse(boolean refused) {
    refusing = refused;
  }

  /** Returns the number of open tables. */
  public int openTables() {
    return open.get();
  }

  /** Returns the number of tables opened since the start. */
  public int openedTables() {
    return opened.get();
  }

  @Override
  public ReplayTable open(PartitionId partition) throws ReplayTableException {
    if (refusing) {
      throw new ReplayTableException("the table of the replay of " + partition + " is refused");
    }
    open.incrementAndGet();
    opened.incrementAndGet();
    return new Table(partition, maxTuples);
  }

  private final class Table implements ReplayTable {
    private final Map<RelationTuple, Offset> offsets = new HashMap<>();
    private final PartitionId partition;
    private final long room;
    private boolean closed;

    Table(PartitionId partition, long room) {
      this.partition = partition;
      this.room = room;
    }

    @Override
    public void note(RelationTuple tuple, Offset offset) throws ReplayTableException {
      if (offsets.size() >= room && !offsets.containsKey(tuple)) {
        throw new ReplayTableException(
            "the table of the replay of %s is full at %d tuples".formatted(partition, room));
      }
      offsets.merge(tuple, offset, (a, b) -> a.value() >= b.value() ? a : b);
    }

    @Override
    public Optional<Offset> of(RelationTuple tuple) {
      return Optional.ofNullable(offsets.get(tuple));
    }

    @Override
    public long size() {
      return offsets.size();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
        offsets.clear();
      }
    }
  }
}
