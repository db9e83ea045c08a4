package dev.rbacconsumer.kafka;

import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;

/** A thread for each lane, named after its partition. */
public final class LaneThreads implements LaneRunner {
  @Override
  public Running start(PartitionId partition, LaneTask lane) {
    Thread thread = new Thread(() -> runToEnd(lane), "lane-" + partition);
    // A call that hangs for ever must not keep a stopping process alive: the fence voids it.
    thread.setDaemon(true);
    thread.start();
    return new LaneThread(thread);
  }

  private static void runToEnd(LaneTask lane) {
    boolean going = true;
    while (going) {
      going = lane.step();
    }
  }

  private record LaneThread(Thread thread) implements Running {
    @Override
    public boolean await(Duration atMost) throws InterruptedException {
      if (!atMost.isZero()) {
        thread.join(Math.max(1, atMost.toMillis()));
      }
      return !thread.isAlive();
    }

    @Override
    public void interrupt() {
      thread.interrupt();
    }
  }
}
