package dev.rbacconsumer.launcher.footprint;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees every change of the store, and wants of each partition of a {@link Backlog} message after
 * message, none left out and none twice. Thread-safe.
 */
final class AppliedInOrder implements Consumer<StoreWrite> {
  private static final Pattern PLACE = Pattern.compile(":p([0-9]+)-k[0-9]+#.*:v([0-9]+)$");
  private static final int MOST_VIOLATIONS = 20;

  private final long[] next;
  private final List<String> violations = new ArrayList<>();

  AppliedInOrder(int partitions) {
    next = new long[partitions];
  }

  @Override
  public synchronized void accept(StoreWrite write) {
    for (RelationTuple tuple : write.added()) {
      Matcher place = PLACE.matcher(tuple.toString());
      if (place.find()) {
        see(Integer.parseInt(place.group(1)), Long.parseLong(place.group(2)));
      }
    }
    notifyAll();
  }

  /** Messages seen so far. */
  synchronized long count() {
    return Arrays.stream(next).sum();
  }

  /**
   * Waits for so many messages.
   *
   * @return whether they were seen
   */
  synchronized boolean await(long messages, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (count() < messages) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  /** The first of those things that must not have been seen, and were. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  private void see(int partition, long number) {
    if (number != next[partition] && violations.size() < MOST_VIOLATIONS) {
      violations.add(
          "partition %d: want message %d, got %d".formatted(partition, next[partition], number));
    }
    next[partition] = number + 1;
  }
}
