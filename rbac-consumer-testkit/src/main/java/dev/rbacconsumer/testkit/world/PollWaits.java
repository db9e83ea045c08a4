package dev.rbacconsumer.testkit.world;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Records how long the latest polls could have waited. Not thread-safe. */
final class PollWaits {
  private static final int MOST = 100;

  private final Deque<Duration> waits = new ArrayDeque<>();

  void add(Duration wait) {
    waits.add(wait);
    if (waits.size() > MOST) {
      waits.remove();
    }
  }

  List<Duration> all() {
    return List.copyOf(waits);
  }
}
