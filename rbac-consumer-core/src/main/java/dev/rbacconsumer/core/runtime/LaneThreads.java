package dev.rbacconsumer.core.runtime;

import dev.rbacconsumer.core.port.LaneRunner;
import dev.rbacconsumer.core.port.LaneTask;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each lane in its own thread, named after its partition. */
public final class LaneThreads implements LaneRunner {
  private static final Logger log = LoggerFactory.getLogger(LaneThreads.class);

  private final ConsumerThreads threads;

  /** Creates a runner whose threads come from a factory. */
  public LaneThreads(ConsumerThreads threads) {
    this.threads = threads;
  }

  @Override
  public Running start(PartitionId partition, LaneTask lane) {
    // A call that never returns must not keep a stopping process alive; the fence makes its write
    // fail.
    Thread thread = threads.daemon("lane-" + partition, () -> runToEnd(lane));
    thread.start();
    return new LaneThread(thread);
  }

  /**
   * Runs a task. It reports its failures itself and never throws; if it does throw, the exception
   * must still be reported.
   */
  private static void runToEnd(LaneTask lane) {
    try {
      boolean going = true;
      while (going) {
        going = lane.step();
      }
    } catch (Throwable thrown) {
      log.error("A lane has ended without a report", thrown);
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
