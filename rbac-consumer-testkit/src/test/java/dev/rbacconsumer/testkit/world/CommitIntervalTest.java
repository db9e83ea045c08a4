package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMillis;
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

/**
 * Commits of an instance that keeps up: nothing waits for them, and two seconds are between two.
 */
class CommitIntervalTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final DeliveryWorld world = world(ofSeconds(2));

  @Test
  void messagesThatComeOneByOneAreCommittedTogether() {
    own();

    append("bob");
    world.runFor(ofMillis(500));
    append("cid");
    world.runFor(ofMillis(300));
    assertThat(commits()).last().isEqualTo("2s committed p0 1");
    world.runFor(ofMillis(500));

    assertThat(commits()).last().isEqualTo("4.001s committed p0 3");
  }

  @Test
  void messageThatComesAfterTheIntervalIsCommittedAtOnce() {
    own();
    world.runFor(ofSeconds(5));

    append("bob");
    world.runFor(ofMillis(100));

    assertThat(commits()).last().isEqualTo("8s committed p0 2");
  }

  @Test
  void laneDoesNotWakeTheSourceForACommitThatComesAnyway() {
    own();
    append("bob");
    world.runFor(ofMillis(300));
    int before = world.source().wakes();

    append("cid");
    world.runFor(ofMillis(300));

    assertThat(world.timeline()).anyMatch(line -> line.endsWith("applied p0@2"));
    assertThat(world.source().wakes()).isEqualTo(before);
  }

  @Test
  void sourceWaitsForRecordsNoLongerThanUntilTheCommit() {
    DeliveryWorld brief = world(ofMillis(300));
    append(brief, "ann");
    brief.source().assign(P0);

    brief.runFor(ofMillis(400));

    assertThat(brief.timeline()).last().isEqualTo("0.301s committed p0 1");
    assertThat(brief.source().waits()).contains(ofMillis(301));
  }

  @Test
  void stopCommitsWhatIsLeft() {
    own();
    append("bob");
    world.runFor(ofMillis(500));
    assertThat(commits()).last().isEqualTo("2s committed p0 1");

    world.stop();

    assertThat(commits()).last().isEqualTo("3.5s committed p0 2");
  }

  @Test
  void partitionThatGoesIsCommitted() {
    own();
    append("bob");
    world.runFor(ofMillis(500));
    assertThat(commits()).last().isEqualTo("2s committed p0 1");

    world.source().revoke(P0);
    world.runFor(ofMillis(300));

    assertThat(commits()).last().isEqualTo("3.5s committed p0 2");
  }

  private static DeliveryWorld world(Duration interval) {
    return DeliveryWorld.over(
        new InMemoryRelations(), DispatcherSettings.defaults("group").withCommitInterval(interval));
  }

  /** Owns the partition, and has committed its first record two seconds after the start. */
  private void own() {
    append("ann");
    world.source().assign(P0);
    world.runFor(ofSeconds(3));
    assertThat(commits()).containsExactly("0s committed p0 0", "2s committed p0 1");
  }

  private List<String> commits() {
    return world.timeline().stream().filter(line -> line.contains("committed")).toList();
  }

  private void append(String principal) {
    append(world, principal);
  }

  private static void append(DeliveryWorld to, String principal) {
    RelationTuple tuple = RelationTuple.parse("rbac/group:g#t_member@rbac/principal:" + principal);
    to.source().append(P0, OutboxMessages.relations().add(tuple).build());
  }
}
