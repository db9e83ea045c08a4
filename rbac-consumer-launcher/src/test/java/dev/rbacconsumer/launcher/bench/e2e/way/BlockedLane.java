package dev.rbacconsumer.launcher.bench.e2e.way;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The limit of strict order with a thread that waits for each record's calls. */
final class BlockedLane implements BareLane {
  private final RelationCalls calls;
  private final LinkedBlockingQueue<ConsumerRecord<byte[], byte[]>> waiting =
      new LinkedBlockingQueue<>(MOST_WAITING);

  BlockedLane(RelationCalls calls) {
    this.calls = calls;
    LaneThread.start(this::applyAll);
  }

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    waiting.put(record);
  }

  private void applyAll() throws InterruptedException {
    Semaphore done = new Semaphore(0);
    while (true) {
      calls.apply(Changes.of(waiting.take()), done::release);
      done.acquire();
    }
  }
}
