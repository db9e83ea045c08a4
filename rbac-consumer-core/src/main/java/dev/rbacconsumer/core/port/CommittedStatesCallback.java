package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.record.PartitionId;
import java.util.Map;

/**
 * Receives the answer to {@link MessageSource#requestCommittedStates}. Exactly one of its methods
 * is called, once, on the thread that polls.
 */
public interface CommittedStatesCallback {
  /**
   * The start points are known.
   *
   * @param starts of each partition that was asked for
   */
  void found(Map<PartitionId, CommittedState> starts);

  /** The start points could not be read. */
  void failed(SourceException failure);
}
