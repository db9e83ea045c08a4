package dev.rbacconsumer.launcher.bench.e2e.way;

import dev.rbacconsumer.launcher.bench.e2e.workload.EpochMicros;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * The limit of every way: polls, and does nothing with the records. Prints the time and the number
 * of records after each poll that returned some.
 */
final class BareReader implements WayProgram {
  private final WayPlace place;

  BareReader(WayPlace place) {
    this.place = place;
  }

  @Override
  public void run() {
    long read = 0;
    try (Consumer<byte[], byte[]> consumer = place.subscribed()) {
      while (true) {
        int count = consumer.poll(Duration.ofSeconds(1)).count();
        read += count;
        if (count > 0) {
          System.out.println("read " + EpochMicros.now() + " " + read);
        }
      }
    }
  }
}
