package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commits that fail, as during a rebalance, and are made again. */
class CommitRetryTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final DeliveryWorld world =
      DeliveryWorld.over(
          new InMemoryRelations(),
          DispatcherSettings.defaults("group").withCommitInterval(Duration.ZERO));

  @Test
  void commitThatFailedIsMadeAgainSoonAndThenLessAndLessOften() {
    own();
    fail(7);

    append("bob");
    world.runFor(Duration.ofMillis(3_900));

    assertThat(commits())
        .endsWith(
            "1s commit failed",
            "1.051s commit failed",
            "1.152s commit failed",
            "1.353s commit failed",
            "1.754s commit failed",
            "2.555s commit failed",
            "3.556s commit failed",
            "4.557s committed p0 2");
  }

  @Test
  void commitThatFailsAfterOneThatSucceededIsMadeAgainSoon() {
    own();
    fail(3);
    append("bob");
    world.runFor(ofSeconds(1));
    fail(1);

    append("cid");
    world.runFor(ofSeconds(1));

    assertThat(commits()).endsWith("2s commit failed", "2.051s committed p0 3");
  }

  /** A partition may be applied only after the commit that its new owner makes first. */
  @Test
  void partitionWhoseFirstCommitFailsWaitsShortly() {
    append("ann");
    fail(1);
    world.source().assign(P0);

    world.runFor(ofSeconds(2));

    assertThat(world.timeline()).contains("0s commit failed", "0.051s applied p0@0");
  }

  private void own() {
    append("ann");
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    assertThat(commits()).last().isEqualTo("0s committed p0 1");
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      world.source().failCommit("a rebalance is under way");
    }
  }

  private List<String> commits() {
    return world.timeline().stream().filter(line -> line.contains("commit")).toList();
  }

  private void append(String principal) {
    RelationTuple tuple = RelationTuple.parse("rbac/group:g#t_member@rbac/principal:" + principal);
    world.source().append(P0, OutboxMessages.relations().add(tuple).build());
  }
}
