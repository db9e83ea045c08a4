package dev.rbacconsumer.core.letter;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tuples of a dead letter that later records of its partition have changed. Their last
 * word is newer, so the letter must not be applied to them. Not thread-safe.
 *
 * <p>A later record that was set aside, too, is not in the store, so it counts only where it
 * removes a tuple that the letter adds: an attempt at it may have removed the tuple before it was
 * set aside, and nothing brings a removed tuple back.
 */
public final class LaterChanges {
  private final TupleChange letter;
  private final Set<RelationTuple> removed;
  private final Set<RelationTuple> added;
  private final Set<Offset> notApplied;
  private final Map<RelationTuple, Offset> changed = new HashMap<>();

  /**
   * Creates a search that has seen no record.
   *
   * @param letter change of the dead letter
   * @param notApplied offsets of later records that were set aside themselves, and not replayed
   *     since
   */
  public LaterChanges(TupleChange letter, Set<Offset> notApplied) {
    this.letter = letter;
    this.removed = Set.copyOf(letter.removals());
    this.added = Set.copyOf(letter.additions());
    this.notApplied = Set.copyOf(notApplied);
  }

  /** Takes a record behind that of the letter; each once, in the order of their offsets. */
  public void observe(SourceRecord record, Decoding decoding) {
    if (!(decoding instanceof Decoding.Relations relations)) {
      return;
    }
    TupleChange change = relations.event().change();
    boolean isApplied = !notApplied.contains(record.offset());
    for (RelationTuple tuple : change.removals()) {
      if (added.contains(tuple) || (isApplied && removed.contains(tuple))) {
        changed.put(tuple, record.offset());
      }
    }
    for (RelationTuple tuple : change.additions()) {
      if (isApplied && (added.contains(tuple) || removed.contains(tuple))) {
        changed.put(tuple, record.offset());
      }
    }
  }

  /** Returns the operations of the letter on tuples that no later record has changed. */
  public TupleChange left() {
    return letter.only(tuple -> !changed.containsKey(tuple));
  }

  /** Returns the operations of the letter on tuples that later records have changed. */
  public TupleChange leftOut() {
    return letter.only(changed::containsKey);
  }

  /** Returns the offset of the last record that has changed a tuple; empty if none has. */
  public Optional<Offset> changedBy(RelationTuple tuple) {
    return Optional.ofNullable(changed.get(tuple));
  }
}
