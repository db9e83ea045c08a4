package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.delivery.Delivery;
import dev.rbacconsumer.core.health.SourceReachability;
import dev.rbacconsumer.core.port.MessageSource;
import dev.rbacconsumer.core.source.SourceMonitor;
import java.util.Optional;

/** An opened {@link ConsumerSource}, with all that belongs to it. Thread-safe. */
public interface OpenedSource extends AutoCloseable {
  /** Returns the source of the records. Delivery owns and closes it. */
  MessageSource messages();

  /** Returns the consumer group, the first part of the id of each lock: an id of the store. */
  String group();

  /**
   * Returns the topic that is read. A source of several topics names the main one: the ids of the
   * locks of all others also contain their topic.
   */
  String topic();

  /** Returns what the source reports apart from records: connection, membership, offsets. */
  default SourceMonitor monitor() {
    return SourceMonitor.none();
  }

  /**
   * Starts the checks behind {@link #reachability}. Called once.
   *
   * @param onChange run by any thread when the result has changed
   */
  default void watch(Runnable onChange) {}

  /** Returns whether the source can be reached, for the health; does not wait. */
  default SourceReachability reachability() {
    return AlwaysReachable.INSTANCE;
  }

  /**
   * Looks for a reason not to join the group, such as members that read another topic, or marks of
   * another topic in the store. Called once, by the source thread.
   *
   * @param store store of the same consumer
   * @return one sentence with the reason and the remedy; empty if there is none, or it is not known
   */
  default Optional<String> startProblem(OpenedStore store) throws InterruptedException {
    return Optional.empty();
  }

  /** Returns the delivery with the further parts of the source, such as its dead letters. */
  default Delivery complete(Delivery delivery) {
    return delivery;
  }

  /** Closes what {@link #messages} does not close. Never throws. */
  @Override
  default void close() {}
}
