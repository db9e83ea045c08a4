package dev.rbacconsumer.launcher.chaos;

import dev.rbacconsumer.launcher.process.JarProcess;
import dev.rbacconsumer.testkit.Eventually;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Three consumers that come and go in order, while one partition waits five minutes for its next
 * attempt. The others go on, the waiting one delays nobody and waits at its new owner too, and goes
 * on once the store takes what it refused.
 */
final class Rebalances implements Scenario {
  private static final int CONSUMERS = 3;
  private static final int BLOCKED = 0;
  private static final Duration SETTLED = Duration.ofMinutes(5);

  /** Far below the wait of the blocked partition, and above what a stop takes on a busy machine. */
  private static final Duration ORDERLY = Duration.ofMinutes(1);

  private static final String MISSING = "rbac/workspace";

  @Override
  public String name() {
    return "rebalance";
  }

  @Override
  public Setup setup(long seed) {
    return Setup.drawn(new Random(seed), 4, CONSUMERS, "300s")
        .withAhead(50)
        // What is counted is each attempt, and a batch that is refused is tried again in parts.
        .with("RBAC_KAFKA_CONSUMER_BATCH_MAX_MESSAGES", "1");
  }

  @Override
  public int strike(Stage stage, Budget budget) throws InterruptedException {
    stage.relations.store().setSchema(StoreSchema.rbac().without(MISSING));
    long poison = stage.ledger.records(BLOCKED);
    stage.kafka.publish(stage.ledger.workspace(BLOCKED));
    // A later owner counts the attempts of earlier ones on.
    String blocked = ", partition: %d, offset: %d)".formatted(BLOCKED, poison);
    awaitBlocked(stage, blocked, 1);

    long startedAt = System.nanoTime();
    int moves = 0;
    while (budget.goesOn(moves, startedAt) && !stage.isViolated()) {
      JarProcess leaving = moves % 2 == 0 ? owner(stage) : stage.fleet.any(stage.random);
      long before = stage.fleet.lines(blocked);
      boolean wasOwner = holds(stage, leaving);
      leave(stage, leaving);
      if (wasOwner) {
        awaitBlocked(stage, blocked, before + 1);
      }
      awaitOthers(stage);
      stage.fleet.start(1);
      stage.fleet.awaitReading();
      awaitOthers(stage);
      moves++;
    }
    if (stage.watcher.latest(BLOCKED) >= poison) {
      stage.violate("something of the blocked partition was seen behind its record " + poison);
    }
    awaitMembers(stage);
    if (stage.fleet.lines("Partitions lost") > 0) {
      stage.violate("a membership was lost");
    }
    stage.relations.store().setSchema(StoreSchema.rbac());
    leave(stage, owner(stage));
    stage.awaitAllOf(BLOCKED);
    return moves;
  }

  private static void leave(Stage stage, JarProcess leaving) throws InterruptedException {
    long before = System.nanoTime();
    int code = stage.fleet.terminate(leaving);
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    if (code != 0 || took.compareTo(ORDERLY) > 0) {
      stage.violate(
          "want exit 0 within %s, got %d after %s%n%s"
              .formatted(ORDERLY, code, took, leaving.report()));
    }
  }

  private static void awaitBlocked(Stage stage, String line, long times) {
    await(
        stage, "the partition is blocked at its new owner", () -> stage.fleet.lines(line) >= times);
  }

  private static void awaitMembers(Stage stage) {
    await(
        stage,
        "everybody is a member",
        () -> stage.kafka.members(stage.group()).size() == CONSUMERS);
  }

  private static void awaitOthers(Stage stage) throws InterruptedException {
    for (int partition = 0; partition < stage.setup().partitions(); partition++) {
      if (partition != BLOCKED) {
        stage.awaitAllOf(partition);
      }
    }
  }

  private static JarProcess owner(Stage stage) {
    List<JarProcess> owners =
        Eventually.get(
            () -> stage.fleet.running().stream().filter(it -> holds(stage, it)).toList(),
            found -> found.size() == 1,
            SETTLED);
    return owners.get(0);
  }

  /** Whether a process has the blocked partition, by what it said last. */
  private static boolean holds(Stage stage, JarProcess process) {
    String partition = stage.topic() + "-" + BLOCKED;
    boolean holds = false;
    for (String line : process.out()) {
      if (line.contains(partition + ",") || line.contains(partition + "]")) {
        holds =
            line.contains("Partitions assigned") || (holds && !line.contains("Partitions revoked"));
      }
    }
    return holds;
  }

  private static void await(Stage stage, String what, BooleanSupplier came) {
    try {
      Eventually.get(came::getAsBoolean, yes -> yes, SETTLED);
    } catch (AssertionError late) {
      stage.violate("want within " + SETTLED + ": " + what + "\n" + stage.fleet.report());
    }
  }
}
