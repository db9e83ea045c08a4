package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.Map;

/**
 * Receives the answer to {@link MessageSource#requestCommittedStates}. Exactly one of its methods
 * is called, once, on the thread that polls.
 */
public interface CommittedStatesCallback {
  /**
   * Receives the committed states.
   *
   * @param starts the state of each requested partition
   */
  void found(Map<PartitionId, CommittedState> starts);

  /** Reports that the committed states could not be read. */
  void failed(SourceException failure);
}
