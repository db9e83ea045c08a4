package dev.rbacconsumer.launcher.bench.e2e.way;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The limit of strict order: the answer of one record's last call starts the next record. */
final class ChainedLane implements BareLane {
  private final RelationCalls calls;
  private final LinkedBlockingQueue<ConsumerRecord<byte[], byte[]>> waiting =
      new LinkedBlockingQueue<>(MOST_WAITING);
  private final AtomicInteger unfinished = new AtomicInteger();

  ChainedLane(RelationCalls calls) {
    this.calls = calls;
  }

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    waiting.put(record);
    if (unfinished.getAndIncrement() == 0) {
      applyNext();
    }
  }

  private void applyNext() {
    calls.apply(
        Changes.of(waiting.remove()),
        () -> {
          if (unfinished.decrementAndGet() > 0) {
            applyNext();
          }
        });
  }
}
