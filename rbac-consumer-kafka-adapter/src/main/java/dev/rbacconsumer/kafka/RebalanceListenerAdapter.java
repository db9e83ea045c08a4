package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.AssignmentListener;
import java.util.Collection;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Kafka's rebalance callbacks, in the words of the port. Empty ones are not passed on. What the
 * listener throws is marked as a defect: the client would pass it on like an error of its own,
 * though partitions without a lane are the result. An error is wrapped too: the client does not
 * catch one, and under the newer protocol then waits for the end of the callback when it is closed.
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

  /** Whether a callback threw what the client has thrown. */
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

  /** A defect of a callback. */
  private static final class CallbackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallbackException(Throwable defect) {
      super("the assignment of partitions could not be handled", defect);
    }
  }
}
