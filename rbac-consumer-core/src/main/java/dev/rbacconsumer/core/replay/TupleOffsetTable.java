package dev.rbacconsumer.core.replay;

import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open-addressing hash table from tuples to offsets. A slot has three longs: the hash of a tuple
 * and the position behind its offset, which is 0 in a free slot. The table doubles until it has the
 * most slots; it is never filled beyond three quarters.
 */
final class TupleOffsetTable implements ReplayTable {
  /** Size of one slot. */
  static final long SLOT_BYTES = 3L * Long.BYTES;

  /** Slots of a new table, at least; twice as many at most. */
  static final long FIRST_SLOTS = 1024 * 1024 / SLOT_BYTES;

  private static final String OTHER_WAY = "or set RBAC_KAFKA_CONSUMER_REPLAY=step-by-step";

  private final Sha256 sha256 = new Sha256();
  private final PartitionId partition;
  private final String place;
  private final long mostSlots;
  private final LongArray.Allocator allocator;
  private int doublingsLeft;
  private long slots;
  private long size;
  private @Nullable LongArray block;

  private TupleOffsetTable(
      PartitionId partition, String place, long mostSlots, LongArray.Allocator allocator) {
    this.partition = partition;
    this.place = place;
    this.mostSlots = mostSlots;
    this.allocator = allocator;
  }

  /**
   * Creates an empty table.
   *
   * @param partition whose records are replayed
   * @param place directory of the blocks, for messages
   * @param mostSlots most slots, at least {@code firstSlots}
   * @param firstSlots slots to begin with, at least 4
   */
  static TupleOffsetTable open(
      PartitionId partition,
      String place,
      long mostSlots,
      long firstSlots,
      LongArray.Allocator allocator)
      throws ReplayTableException, InterruptedException {
    if (firstSlots < 4 || mostSlots < firstSlots) {
      throw new IllegalArgumentException(
          "slots: want 4 <= first <= most, got %d, %d".formatted(firstSlots, mostSlots));
    }
    TupleOffsetTable table = new TupleOffsetTable(partition, place, mostSlots, allocator);
    while (mostSlots >> (table.doublingsLeft + 1) >= firstSlots) {
      table.doublingsLeft++;
    }
    table.slots = mostSlots >> table.doublingsLeft;
    table.block = table.allocate(table.slots);
    return table;
  }

  @Override
  public void note(RelationTuple tuple, Offset offset)
      throws ReplayTableException, InterruptedException {
    Hash128 key = hash(tuple);
    long behind = offset.commitPosition().value();
    try {
      note(key, behind);
    } catch (InternalError fault) {
      throw new ReplayTableException(unusable("a fault of its file"), fault);
    }
  }

  private void note(Hash128 key, long behind) throws ReplayTableException, InterruptedException {
    LongArray longs = opened();
    long at = find(longs, slots, key);
    long noted = longs.get(at + 2);
    if (noted != 0) {
      if (behind > noted) {
        longs.set(at + 2, behind);
      }
      return;
    }
    if (size == mostTuples(slots)) {
      longs = grow(longs);
      at = find(longs, slots, key);
    }
    put(longs, at, key, behind);
    size++;
  }

  @Override
  public Optional<Offset> of(RelationTuple tuple) {
    Hash128 key = hash(tuple);
    try {
      LongArray longs = opened();
      long behind = longs.get(find(longs, slots, key) + 2);
      return behind == 0 ? Optional.empty() : Optional.of(new Offset(behind - 1));
    } catch (InternalError fault) {
      throw new UncheckedIOException(new IOException(unusable("a fault of its file"), fault));
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() {
    if (block != null) {
      block.close();
      block = null;
    }
  }

  private LongArray grow(LongArray longs) throws ReplayTableException, InterruptedException {
    if (doublingsLeft == 0) {
      throw new ReplayTableException(
          ("the table of the replay of %s is full at %d tuples (%d bytes): raise"
                  + " RBAC_KAFKA_CONSUMER_REPLAY_MAX_BYTES, %s")
              .formatted(partition, size, mostSlots * SLOT_BYTES, OTHER_WAY));
    }
    long more = mostSlots >> (doublingsLeft - 1);
    LongArray larger = allocate(more);
    try {
      copy(longs, larger, more);
    } catch (InternalError fault) {
      larger.close();
      throw fault;
    }
    longs.close();
    block = larger;
    slots = more;
    doublingsLeft--;
    return larger;
  }

  /**
   * Copies all tuples. Slots are in the order of their hashes, so both arrays are read and written
   * from end to end.
   */
  private void copy(LongArray from, LongArray to, long toSlots) {
    for (long at = 0; at < slots * 3; at += 3) {
      long behind = from.get(at + 2);
      if (behind != 0) {
        Hash128 key = new Hash128(from.get(at), from.get(at + 1));
        put(to, find(to, toSlots, key), key, behind);
      }
    }
  }

  private static void put(LongArray longs, long at, Hash128 key, long behind) {
    longs.set(at, key.high());
    longs.set(at + 1, key.low());
    longs.set(at + 2, behind);
  }

  /** Returns the index of the slot of a hash, or of the free slot where it belongs. */
  private static long find(LongArray longs, long slots, Hash128 key) {
    long slot = firstSlot(key, slots);
    while (true) {
      long at = slot * 3;
      if (longs.get(at + 2) == 0
          || (longs.get(at) == key.high() && longs.get(at + 1) == key.low())) {
        return at;
      }
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
  }

  /** Maps the hash, as an unsigned fraction of 2^64, to the slots. */
  private static long firstSlot(Hash128 key, long slots) {
    return Math.multiplyHigh(key.high(), slots) + ((key.high() >> 63) & slots);
  }

  private static long mostTuples(long slots) {
    return slots - (slots + 3) / 4;
  }

  private Hash128 hash(RelationTuple tuple) {
    return sha256.add(tuple).finish();
  }

  private LongArray opened() {
    if (block == null) {
      throw new IllegalStateException("the table of the replay of " + partition + " is closed");
    }
    return block;
  }

  private LongArray allocate(long wanted) throws ReplayTableException, InterruptedException {
    try {
      return allocator.allocate(wanted * 3);
    } catch (IOException failed) {
      throw new ReplayTableException(unusable(reason(failed)), failed);
    }
  }

  private String unusable(String reason) {
    return ("the table of the replay of %s cannot be kept in %s (%s): set"
            + " RBAC_KAFKA_CONSUMER_REPLAY_DIR to a directory that can be written and has room, %s")
        .formatted(partition, place, reason, OTHER_WAY);
  }

  private static String reason(IOException failed) {
    if (failed instanceof NoSuchFileException) {
      return "there is no such directory";
    }
    if (failed instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = failed instanceof FileSystemException file ? file.getReason() : null;
    String known = reason == null ? failed.getMessage() : reason;
    return known == null ? failed.getClass().getSimpleName() : known;
  }
}
