package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Publishes what the ledger draws, so far ahead of the store that there is always a backlog. */
final class Producer implements AutoCloseable {
  private static final int BURST = 20;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final Ledger ledger;
  private final Watcher watcher;
  private final Consumer<SourceRecord> publish;
  private final int ahead;
  private final Thread thread = new Thread(this::run, "producer");
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;

  /**
   * @param ahead records of a partition that nothing was seen of yet, at most
   */
  Producer(Ledger ledger, Watcher watcher, Consumer<SourceRecord> publish, int ahead) {
    this.ledger = ledger;
    this.watcher = watcher;
    this.publish = publish;
    this.ahead = ahead;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Stops once what is on its way is acknowledged. Nothing happens the second time.
   *
   * @throws IllegalStateException when anything could not be published
   */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IllegalStateException("could not publish", failure);
    }
  }

  private void run() {
    try {
      while (!stopping) {
        boolean published = false;
        for (int partition = 0; partition < ledger.partitions(); partition++) {
          published |= publishTo(partition);
        }
        if (!published) {
          watcher.await(() -> stopping || anyHasRoom(), LOOK_AGAIN);
        }
      }
    } catch (InterruptedException | RuntimeException thrown) {
      failure = thrown;
    }
  }

  private boolean publishTo(int partition) {
    int count = 0;
    while (count < BURST && !stopping && hasRoom(partition)) {
      publish.accept(ledger.next(partition));
      count++;
    }
    return count > 0;
  }

  private boolean anyHasRoom() {
    for (int partition = 0; partition < ledger.partitions(); partition++) {
      if (hasRoom(partition)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasRoom(int partition) {
    return ledger.records(partition) - watcher.latest(partition) <= ahead;
  }
}
