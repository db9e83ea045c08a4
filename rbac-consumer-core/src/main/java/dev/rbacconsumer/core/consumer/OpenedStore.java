package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;

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

  /** Closes the store. Never throws. */
  @Override
  default void close() {}
}
