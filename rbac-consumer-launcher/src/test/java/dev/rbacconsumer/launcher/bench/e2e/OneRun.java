package dev.rbacconsumer.launcher.bench.e2e;

import dev.rbacconsumer.launcher.bench.e2e.result.FinalState;
import dev.rbacconsumer.launcher.bench.e2e.result.Progress;
import dev.rbacconsumer.launcher.bench.e2e.result.RunResult;
import dev.rbacconsumer.launcher.bench.e2e.result.Setting;
import dev.rbacconsumer.launcher.bench.e2e.result.Statistics;
import dev.rbacconsumer.launcher.bench.e2e.result.SteadyResult;
import dev.rbacconsumer.launcher.bench.e2e.way.Way;
import dev.rbacconsumer.launcher.bench.e2e.workload.EpochMicros;
import dev.rbacconsumer.launcher.bench.e2e.workload.Mark;
import dev.rbacconsumer.launcher.bench.e2e.workload.Publisher;
import dev.rbacconsumer.launcher.bench.e2e.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Measures one way at one backlog, and then at a steady rate. Used once; confined to a thread. */
final class OneRun {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration LONGEST_STAND = Duration.ofMinutes(2);
  private static final double STEADY_WARM_UP = 1 / 3.0;

  private final Stage stage;
  private final Way way;
  private final Workload workload;
  private final int steadyRate;
  private final ContenderPlace place;

  OneRun(Stage stage, Way way, Workload workload, int steadyRate, String topic) {
    this.stage = stage;
    this.way = way;
    this.workload = workload;
    this.steadyRate = steadyRate;
    this.place =
        new ContenderPlace(
            stage.kafka.bootstrapServers(),
            topic,
            "group-of-" + topic,
            stage.store.target(),
            workload.partitions());
  }

  /**
   * Publishes the backlog into a new topic, and lets the way work it off. The store is empty
   * before.
   *
   * @param jar of the product
   * @throws IllegalStateException if the way ends, or makes no progress for two minutes
   */
  RunResult measure(Path jar, Setting setting, int round) throws Exception {
    stage.kafka.createTopic(place.topic(), workload.partitions());
    try (Publisher publisher =
        new Publisher(place.bootstrap(), workload, place.topic(), way.isKeyed())) {
      publisher.publishBacklog();
      try (Contender contender = Contender.start(way, place, jar, stage.files)) {
        return way.readsOnly()
            ? measureReader(contender, setting, round)
            : measureWriter(contender, publisher, setting, round);
      }
    } finally {
      stage.deleteTopic(place.topic());
    }
  }

  private RunResult measureWriter(
      Contender contender, Publisher publisher, Setting setting, int round) throws Exception {
    awaitAll(contender, stage.store::marks, workload.backlogMarks());
    awaitCommitted(contender);
    Progress progress = Progress.of(stage.store.times());
    double callsPerMessage = stage.store.calls() / (double) workload.backlog();
    SteadyResult steady = workload.steady() == 0 ? null : measureSteady(contender, publisher);
    FinalState state = FinalState.of(workload.finalTuples(), stage.store.tuples());
    return result(
        contender, setting, round, progress, callsPerMessage, stage.store.refused(), state, steady);
  }

  private RunResult measureReader(Contender contender, Setting setting, int round)
      throws Exception {
    awaitAll(contender, () -> read(contender).messages(), workload.backlog());
    return result(contender, setting, round, read(contender), 0, 0, null, null);
  }

  /** Returns the progress that a reader printed. */
  private static Progress read(Contender contender) {
    List<Progress.Step> steps = new ArrayList<>();
    steps.add(new Progress.Step(contender.startedMicros(), 0));
    for (String line : contender.output()) {
      String[] words = line.split(" ", -1);
      if (words.length == 3 && words[0].equals("read")) {
        steps.add(new Progress.Step(Long.parseLong(words[1]), Long.parseLong(words[2])));
      }
    }
    if (steps.size() > 1) {
      // The first poll waits for the group.
      steps.remove(0);
    }
    return new Progress(steps);
  }

  private SteadyResult measureSteady(Contender contender, Publisher publisher) throws Exception {
    Map<Mark, Long> sent = new LinkedHashMap<>(publisher.publishSteady(steadyRate));
    int marks = workload.backlogMarks() + workload.steady();
    awaitAll(contender, stage.store::marks, marks);
    awaitCommitted(contender);
    Map<Mark, Long> applied = stage.store.times();
    List<Long> starts = sent.values().stream().sorted().toList();
    long begin = starts.get((int) (STEADY_WARM_UP * starts.size()));
    long end = starts.get(starts.size() - 1);
    List<Double> millis = new ArrayList<>();
    sent.forEach(
        (mark, at) -> {
          Long seen = applied.get(mark);
          if (at >= begin && seen != null) {
            millis.add((seen - at) / 1000.0);
          }
        });
    return new SteadyResult(
        steadyRate,
        Statistics.percentile(millis, 0.5),
        Statistics.percentile(millis, 0.99),
        Statistics.percentile(millis, 1),
        contender.processorMillis(begin, end) / millis.size());
  }

  private RunResult result(
      Contender contender,
      Setting setting,
      int round,
      Progress progress,
      double callsPerMessage,
      long refused,
      @Nullable FinalState state,
      @Nullable SteadyResult steady)
      throws Exception {
    long half = progress.timeAt(0.5);
    long end = progress.timeAt(1);
    double warm = progress.rate(0.5, 1);
    long resident = contender.residentMiB();
    return new RunResult(
        setting,
        round,
        way.id(),
        way.title(),
        way.limit().orElse(null),
        workload.backlog(),
        (progress.timeAt(0) - contender.startedMicros()) / 1000.0,
        progress.rate(0, 0.5),
        warm,
        warm * workload.backlogTuples() / workload.backlog(),
        callsPerMessage,
        refused,
        contender.processorMillis(half, end) / Math.max(1, progress.messages(0.5, 1)),
        resident,
        contender.end(),
        state,
        steady);
  }

  private void awaitAll(Contender contender, LongSupplier count, long wanted) {
    long before = -1;
    long movedAt = EpochMicros.now();
    long now = count.getAsLong();
    while (now < wanted) {
      contender.requireAlive();
      if (now > before) {
        before = now;
        movedAt = EpochMicros.now();
      }
      requireProgress(contender, movedAt, now + " of " + wanted + " seen");
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      now = count.getAsLong();
    }
  }

  /** Waits until everything is committed, which the ways without order do after the last mark. */
  private void awaitCommitted(Contender contender) {
    long since = EpochMicros.now();
    while (way.commits() && stage.kafka.lag(place.group(), place.topic()) > 0) {
      contender.requireAlive();
      requireProgress(contender, since, "not all messages committed");
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private void requireProgress(Contender contender, long sinceMicros, String state) {
    if ((EpochMicros.now() - sinceMicros) * 1000 > LONGEST_STAND.toNanos()) {
      throw new IllegalStateException(
          "%s makes no progress: %s%n%s".formatted(way.id(), state, contender.lastLines()));
    }
  }
}
