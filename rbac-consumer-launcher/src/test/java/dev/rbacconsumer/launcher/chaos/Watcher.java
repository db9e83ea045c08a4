package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees every state of the store, and holds it to what the {@link Ledger} says: what was removed
 * never comes back, and within a partition nothing of a record appears after anything of a later
 * one. Thread-safe.
 */
final class Watcher implements Consumer<StoreWrite> {
  private static final Pattern PLACE = Pattern.compile(":p([0-9]+)-[a-z0-9]+#.*:v([0-9]+)$");

  private final Set<RelationTuple> removed = new HashSet<>();
  private final Map<Integer, Long> latest = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private long tuples;
  private long reappearances;

  @Override
  public synchronized void accept(StoreWrite write) {
    Map<Integer, Long> next = new HashMap<>(latest);
    for (RelationTuple tuple : write.added()) {
      Matcher place = PLACE.matcher(tuple.toString());
      if (place.find()) {
        int partition = Integer.parseInt(place.group(1));
        long number = Long.parseLong(place.group(2));
        judge(write, tuple, number, latest.getOrDefault(partition, -1L));
        next.merge(partition, number, Math::max);
        tuples++;
      }
    }
    latest.putAll(next);
    removed.addAll(write.removed());
    notifyAll();
  }

  private void judge(StoreWrite write, RelationTuple tuple, long number, long before) {
    if (removed.contains(tuple)) {
      reappearances++;
      violations.add(
          "seen again after its removal, at revision %d: %s".formatted(write.revision(), tuple));
    }
    if (number < before) {
      violations.add(
          "out of order at revision %d, after record %d: %s"
              .formatted(write.revision(), before, tuple));
    }
  }

  /** Number of the latest record of a partition of which anything was seen; -1 before the first. */
  synchronized long latest(int partition) {
    return latest.getOrDefault(partition, -1L);
  }

  /** Tuples that appeared so far. */
  synchronized long tuples() {
    return tuples;
  }

  /** How often a tuple appeared that had been removed. */
  synchronized long reappearances() {
    return reappearances;
  }

  /** All that must not have been seen, and was. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /**
   * Waits for something that writes bring about.
   *
   * @return whether it came
   */
  synchronized boolean await(BooleanSupplier condition, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
