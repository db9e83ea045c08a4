package dev.rbacconsumer.launcher.bench.e2e.way;

import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The limit of batches: one change for all records that wait, up to a number of them. */
final class FoldLane implements BareLane {
  private final RelationCalls calls;
  private final int most;
  private final LinkedBlockingQueue<ConsumerRecord<byte[], byte[]>> waiting =
      new LinkedBlockingQueue<>(MOST_WAITING);

  FoldLane(RelationCalls calls, int most) {
    this.calls = calls;
    this.most = most;
    LaneThread.start(this::applyAll);
  }

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    waiting.put(record);
  }

  private void applyAll() throws InterruptedException {
    Semaphore done = new Semaphore(0);
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    while (true) {
      batch.add(waiting.take());
      waiting.drainTo(batch, most - 1);
      List<TupleChange> changes = batch.stream().map(Changes::of).toList();
      batch.clear();
      calls.apply(TupleChange.fold(changes, Set.of()), done::release);
      done.acquire();
    }
  }
}
