package dev.rbacconsumer.launcher.footprint;

import static dev.rbacconsumer.launcher.footprint.FootprintRun.GROUP;
import static dev.rbacconsumer.launcher.footprint.FootprintRun.PARTITIONS;
import static dev.rbacconsumer.launcher.footprint.FootprintRun.TOPIC;

import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.kafka.KafkaProcess;
import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.server.Rpc;
import dev.rbacconsumer.testkit.relations.store.StoreWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One backlog that a store has seen as a whole, and that is read again because the offsets of the
 * group were reset to the first record: by last word, and step by step. Each time with a store and
 * a process of its own.
 */
final class ReplayRun {
  private static final Duration LONGEST_STAND = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final long BETWEEN_REPORTS = TimeUnit.SECONDS.toNanos(10);

  private final Backlog backlog;
  private final List<String> options;
  private final Path files;
  private final Consumer<String> say;

  /**
   * @param messages of which each tuple is named in three or more
   * @param options of the virtual machine
   * @param files directory for what the consumer writes
   * @param say takes a line for a person now and then
   */
  ReplayRun(int messages, List<String> options, Path files, Consumer<String> say) {
    int tuples = messages / PARTITIONS * 3 / 10 / Backlog.GROUPS * Backlog.GROUPS;
    this.backlog = new Backlog(TOPIC, PARTITIONS, messages, Math.max(2 * Backlog.GROUPS, tuples));
    this.options = List.copyOf(options);
    this.files = files;
    this.say = say;
  }

  /**
   * Runs both.
   *
   * @return the cost of the replay by last word, and of the one step by step
   * @throws AssertionError when the store does not end as it began, with the state that the whole
   *     backlog leaves, and when the consumer does not end in order
   */
  List<ReplayCost> run() throws IOException, InterruptedException {
    try (KafkaProcess kafka = KafkaProcess.start(Map.of("log.retention.ms", "-1"))) {
      kafka.createTopic(TOPIC, PARTITIONS);
      long bytes = FootprintRun.publish(backlog, kafka, say);
      say.accept("Published " + bytes / 1024 / 1024 + " MiB");
      List<ReplayCost> costs = new ArrayList<>();
      for (String mode : List.of("last-word", "step-by-step")) {
        costs.add(replay(kafka, mode));
      }
      return costs;
    }
  }

  private ReplayCost replay(KafkaProcess kafka, String mode)
      throws IOException, InterruptedException {
    say.accept("Replaying with " + mode + " and " + options);
    Path directory = Files.createDirectories(files.resolve(mode));
    try (RelationsServer relations = RelationsServer.builder().start()) {
      fill(relations);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        Commit reset = new Commit(new CommitPosition(0), "");
        kafka.commit(GROUP, new PartitionId(TOPIC, partition), reset);
      }
      AtomicLong changes = new AtomicLong();
      relations.onWrite(write -> changes.addAndGet(changes(write)));
      Map<String, String> environment =
          new HashMap<>(FootprintRun.environment(kafka, relations, directory));
      environment.put("RBAC_KAFKA_CONSUMER_REPLAY", mode);
      environment.put("RBAC_KAFKA_CONSUMER_REPLAY_DIR", directory.toAbsolutePath().toString());
      try (MeasuredConsumer consumer = MeasuredConsumer.start(options, environment, directory)) {
        Duration took = awaitAll(kafka, consumer);
        ProcessMemory memory = consumer.memory();
        int code = consumer.terminate();
        FootprintRun.require(code == 0, "the consumer ended with " + code, consumer);
        verify(relations);
        return new ReplayCost(
            mode,
            backlog.messages(),
            different(),
            relations.calls(Rpc.CREATE_TUPLES) + relations.calls(Rpc.DELETE_TUPLES),
            changes.get(),
            took,
            memory,
            consumer.collections());
      }
    }
  }

  /** Gives the store the final state, as an older consumer does that has applied everything. */
  private void fill(RelationsServer relations) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      relations.stealLock(GROUP + "/" + partition);
    }
    relations
        .store()
        .touch(backlog.finalTuples().stream().map(RelationTuple::parse).toList(), null);
  }

  private Duration awaitAll(KafkaProcess kafka, MeasuredConsumer consumer) {
    long startedAt = System.nanoTime();
    long movedAt = startedAt;
    long reportedAt = startedAt;
    long before = backlog.messages();
    while (true) {
      long left = kafka.lag(GROUP, TOPIC);
      long now = System.nanoTime();
      if (left == 0) {
        return Duration.ofNanos(now - startedAt);
      }
      FootprintRun.require(consumer.isAlive(), "the consumer ended", consumer);
      if (left < before) {
        before = left;
        movedAt = now;
      }
      FootprintRun.require(now - movedAt < LONGEST_STAND.toNanos(), "nothing moves", consumer);
      if (now - reportedAt > BETWEEN_REPORTS) {
        reportedAt = now;
        say.accept("%d left, %d MiB".formatted(left, consumer.memory().residentMiB()));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private void verify(RelationsServer relations) {
    if (!relations.tupleTexts().equals(backlog.finalTuples())) {
      throw new AssertionError(
          "want %s, got %s".formatted(backlog.finalTuples(), relations.tupleTexts()));
    }
  }

  private long different() {
    long tuples = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      tuples += Math.min(backlog.tuples(), backlog.messages(partition));
    }
    return tuples;
  }

  /** Locks and marks are left out. */
  private static long changes(StoreWrite write) {
    return write.added().stream().filter(ReplayRun::isOfBacklog).count()
        + write.removed().stream().filter(ReplayRun::isOfBacklog).count();
  }

  private static boolean isOfBacklog(RelationTuple tuple) {
    return tuple.toString().startsWith("rbac/group:p");
  }
}
