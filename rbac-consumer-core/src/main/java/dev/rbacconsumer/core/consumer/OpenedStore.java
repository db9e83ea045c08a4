package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.outcome.StoreMark;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import java.time.Duration;
import java.util.List;

/** An opened {@link ConsumerStore}: a sink and its fences, which belong together. Thread-safe. */
public interface OpenedStore extends AutoCloseable {
  /** Returns the sink of relation changes. */
  RelationSink sink();

  /** Returns the issuer of the fences of partitions. */
  FenceAuthority fences();

  /** Returns whether the store refuses writes of an owner that has lost its partition. */
  default boolean isFenced() {
    return true;
  }

  /** Returns the settings of lanes with the limits of the store, such as the time of an attempt. */
  default LaneSettings limit(LaneSettings lanes) {
    return lanes;
  }

  /**
   * Reads the marks beside a lock, in no order, to find another consumer that uses the same lock.
   * They need not be the newest ones.
   *
   * @param lockId id of the lock
   * @param timeout longest time to block, above zero
   * @return the marks; none if the store keeps none or does not answer
   * @throws InterruptedException when the calling thread is interrupted
   */
  default List<StoreMark> marks(String lockId, Duration timeout) throws InterruptedException {
    return List.of();
  }

  /** Closes the store. Never throws. */
  @Override
  default void close() {}
}
