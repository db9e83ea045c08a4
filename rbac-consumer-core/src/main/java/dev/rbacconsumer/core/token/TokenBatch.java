package dev.rbacconsumer.core.token;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Entries that were taken from the queue to be written together. The writer gives them back with
 * {@link PendingTokens#release}. Immutable.
 */
public final class TokenBatch {
  private final List<PendingWrite> entries;
  private final Map<PartitionId, Integer> ownerships;
  private final int moves;

  TokenBatch(List<PendingWrite> entries, Map<PartitionId, Integer> ownerships, int moves) {
    this.entries = List.copyOf(entries);
    this.ownerships = Map.copyOf(ownerships);
    this.moves = moves;
  }

  /** Returns whether nothing is left to write because the queue is closed. */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Returns all writes in the order in which they must become visible: tokens before notifications.
   * Tokens are in the order of their organisations, so that two instances lock rows in one order;
   * notifications are in the order of their arrival.
   */
  public List<TokenWrite> writes() {
    List<TokenWrite> writes = entries.stream().map(PendingWrite::write).toList();
    return Stream.concat(
            writes.stream()
                .filter(TokenWrite.Update.class::isInstance)
                .sorted(Comparator.comparing(TokenWrite::orgId)),
            writes.stream().filter(TokenWrite.Notification.class::isInstance))
        .toList();
  }

  List<PendingWrite> entries() {
    return entries;
  }

  /** Returns the number of moves of partitions before the batch was taken. */
  int moves() {
    return moves;
  }

  /** Returns whether the partition of an entry had moved when the batch was taken. */
  boolean isFromBeforeAMove(PendingWrite entry) {
    return entry.ownership() < ownerships.getOrDefault(entry.partition(), 0);
  }
}
