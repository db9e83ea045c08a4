package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.AssignmentListener;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Translates Kafka's rebalance callbacks into those of the port. Empty callbacks are not passed on.
 * An exception of the listener is marked as a defect: the client would rethrow it like an error of
 * its own, though it leaves partitions without a lane. An {@link Error} is wrapped too: the client
 * does not catch one, and under the newer protocol its close would then wait for the end of the
 * callback.
 */
final class RebalanceListenerAdapter implements ConsumerRebalanceListener {
  private final AssignmentListener listener;
  private final Consumer<Collection<TopicPartition>> park;

  /**
   * @param park gives new partitions a position, without which the client reads nothing at all
   */
  RebalanceListenerAdapter(AssignmentListener listener, Consumer<Collection<TopicPartition>> park) {
    this.listener = listener;
    this.park = park;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      call(
          () -> {
            listener.assigned(KafkaMapper.toCore(partitions));
            park.accept(partitions);
          });
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      call(() -> listener.revoked(KafkaMapper.toCore(partitions)));
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      call(() -> listener.lost(KafkaMapper.toCore(partitions)));
    }
  }

  /** Returns whether the exception that the client threw comes from a callback. */
  static boolean isDefect(RuntimeException thrown) {
    return thrown.getCause() instanceof CallbackException;
  }

  private static void call(Runnable callback) {
    try {
      callback.run();
    } catch (KafkaException ofTheClient) {
      throw ofTheClient;
    } catch (RuntimeException | Error defect) {
      throw new CallbackException(defect);
    }
  }

  /** Marks an exception as a defect of a callback. */
  private static final class CallbackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallbackException(Throwable defect) {
      super("the assignment of partitions could not be handled", defect);
    }
  }
}
