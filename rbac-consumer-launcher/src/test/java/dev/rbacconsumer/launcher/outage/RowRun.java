package dev.rbacconsumer.launcher.outage;

import dev.rbacconsumer.launcher.monitoring.Prometheus;
import dev.rbacconsumer.launcher.monitoring.ShortRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays one row: all is well, the outage begins, everything is as expected, the outage ends, and
 * all is well again. Used once.
 */
final class RowRun {
  /** Longer than any alert of the short rules needs, so that one that should not fire would. */
  private static final Duration LEAST = Duration.ofSeconds(16);

  private static final Duration RECOVERY = Duration.ofSeconds(60);
  private static final Duration BETWEEN_FULL_LOOKS = Duration.ofSeconds(8);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** What arrived during the outage is late, and so these may fire while it is worked off. */
  private static final Set<String> OF_A_BACKLOG =
      Set.of("RBACConsumerRemovalLate", "RBACConsumerRemovalOverdue");

  private final Row row;
  private final OutageBroker broker;
  private final Path folder;
  private final List<String> differences = new ArrayList<>();
  private Set<String> rates = Set.of();

  /**
   * A run that has not begun.
   *
   * @param folder empty; takes all files of the row
   */
  RowRun(Row row, OutageBroker broker, Path folder) {
    this.row = row;
    this.broker = broker;
    this.folder = folder;
  }

  Result run() throws InterruptedException {
    long begun = System.nanoTime();
    String topic = row.name() + "-" + Long.toString(begun, Character.MAX_RADIX);
    try {
      Path files = Files.createDirectory(folder.resolve("files"));
      try (Stage stage = new Stage(row, broker, topic, files)) {
        play(stage);
        Files.writeString(folder.resolve("consumer.log"), stage.instance.report());
      }
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Exception | AssertionError failed) {
      differences.add("the row could not be played: " + failed);
    }
    return new Result(row, differences, rates, seconds(begun));
  }

  private void play(Stage stage) throws Exception {
    row.before().run(stage);
    stage.instance.start();
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(rules, ShortRules.text(row.replacedThresholds()));
    Path data = Files.createDirectory(folder.resolve("prometheus"));
    try (Prometheus prometheus =
        Prometheus.start(data, rules.toAbsolutePath(), stage.instance.port())) {
      Path browser = Files.createDirectory(folder.resolve("browser"));
      Looks looks = new Looks(stage.instance, prometheus, browser);
      if (row.isWellAtFirst()) {
        await(looks, Expected.watched(), RECOVERY, "before");
        stage.beginTraffic();
        stage.awaitTraffic(RECOVERY);
        row.begin().run(stage);
      } else {
        stage.beginTraffic();
      }
      long begun = System.nanoTime();
      await(looks, row.expected(), row.longest(), "during");
      hold(begun);
      PagePictures.take(row.name(), stage.instance.port(), browser);
      rates = looks.documentedAboveZero();
      judge(looks.fired(), Set.of());
      row.end().run(stage);
      stage.endTraffic();
      await(looks, Expected.recovered(), RECOVERY, "after");
      awaitSilence(looks);
      judge(looks.fired(), OF_A_BACKLOG);
    }
  }

  /**
   * Waits until everything is as expected. When the time is over, it notes what was not when the
   * least was wrong.
   */
  private void await(Looks looks, Expected expected, Duration atMost, String when)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    List<String> least = null;
    while (least == null || (!least.isEmpty() && System.nanoTime() - deadline < 0)) {
      awaitNear(looks, expected);
      List<String> found = looks.differences(expected);
      least = least == null || found.size() <= least.size() ? found : least;
    }
    least.forEach(it -> differences.add(when + ": " + it));
  }

  /** Waits for a time until the quick parts are as expected, since all of them take seconds. */
  private static void awaitNear(Looks looks, Expected expected) {
    long end = System.nanoTime() + BETWEEN_FULL_LOOKS.toNanos();
    while (!looks.isNear(expected) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  /** Lets the outage last until every alert has had its time. */
  private static void hold(long begun) {
    long end = begun + LEAST.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void awaitSilence(Looks looks) {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    Set<String> active = looks.active();
    while (!active.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      active = looks.active();
    }
    active.forEach(it -> differences.add("after: " + it + " does not resolve"));
  }

  private void judge(Set<String> fired, Set<String> allowed) {
    Set<String> others = new TreeSet<>(fired);
    others.removeAll(row.expected().alerts());
    others.removeAll(allowed);
    for (String other : others) {
      String difference = "alerts: " + other + " fired, which must not";
      if (!differences.contains(difference)) {
        differences.add(difference);
      }
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
