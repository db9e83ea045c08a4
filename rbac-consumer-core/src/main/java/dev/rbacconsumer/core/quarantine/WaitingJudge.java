package dev.rbacconsumer.core.quarantine;

import dev.rbacconsumer.core.record.Offset;
import java.util.Optional;

/**
 * Decides which records have to wait behind parked ones, in one pass over records in the order of
 * their offsets: one that touches what a waiting record touches has to wait, too. Not thread-safe.
 */
public final class WaitingJudge {
  private final ParkedRecords parked;
  private final FootprintIndex waiting = new FootprintIndex();

  /** Creates a judge that has seen no record. */
  public WaitingJudge(ParkedRecords parked) {
    this.parked = parked;
  }

  /**
   * Returns the record that another one has to wait behind; its own offset if it is parked already;
   * empty if it may be applied.
   */
  public Optional<Offset> judge(Offset offset, Footprint footprint) {
    if (parked.holds(offset)) {
      return Optional.of(offset);
    }
    Optional<Offset> ofWaiting = waiting.firstBefore(offset.value(), footprint).map(Offset::new);
    Optional<Offset> first = parked.firstBefore(offset, footprint).or(() -> ofWaiting);
    if (first.isPresent()) {
      waiting.add(offset.value(), footprint);
    }
    return first;
  }

  /** Takes a record that waits for a reason of its own. */
  public void add(Offset offset, Footprint footprint) {
    waiting.add(offset.value(), footprint);
  }

  /** Forgets a record that waits no more, since it is parked. */
  public void remove(Offset offset) {
    waiting.remove(offset.value());
  }

  /** Forgets every waiting record: they are read again. */
  public void clear() {
    waiting.clear();
  }
}
