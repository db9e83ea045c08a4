package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.DispatcherSettings;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DataLoss;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A topic whose records the broker compacts is not read. */
class CompactedTopicTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final DispatcherSettings DEFAULTS = DispatcherSettings.defaults("group");
  private static final TopicSettings KEPT = settings(false);
  private static final TopicSettings COMPACTED = settings(true);

  private final InMemoryRelations relations = new InMemoryRelations();
  private final List<PartitionEvent.DataLossBlocks> blocks = new ArrayList<>();
  private final List<InstanceEvent.TopicSettingsRead> read = new ArrayList<>();

  @Test
  void compactedTopicIsBlockedAndLookedAtAgainWithBackoff() {
    DeliveryWorld world = world(DEFAULTS);
    append(world, P0, 2);
    world.source().commitFromOutside(P0, 1);
    world.source().topicsAre(Optional.of(COMPACTED));
    world.source().assign(P0, P1);

    world.runFor(ofSeconds(8));

    assertThat(world.timeline())
        .containsExactly(
            "0s fence acquired p0",
            "0s fence acquired p1",
            "0s compacted blocks p0",
            "0s compacted blocks p1",
            "1s compacted blocks p0",
            "1s compacted blocks p1",
            "3s compacted blocks p0",
            "3s compacted blocks p1",
            "7s compacted blocks p0",
            "7s compacted blocks p1");
    assertThat(blocks.get(0).loss())
        .isEqualTo(
            new DataLoss(
                DataLoss.Kind.COMPACTED,
                Optional.of(new CommitPosition(1)),
                new CommitPosition(0),
                new CommitPosition(2)));
    assertThat(world.source().committed()).containsOnlyKeys(P0);
    assertThat(read)
        .containsExactly(new InstanceEvent.TopicSettingsRead("outbox", Optional.of(COMPACTED)));
    assertThat(world.status().snapshot(partition -> OptionalLong.empty()).partitions())
        .allMatch(status -> status.condition() == PartitionCondition.DATA_LOSS);
  }

  @Test
  void noPolicyForLostRecordsLetsACompactedTopicBeRead() {
    for (DataLossPolicy policy : DataLossPolicy.values()) {
      blocks.clear();
      DeliveryWorld world = world(DEFAULTS.withOnDataLoss(policy));
      append(world, P0, 2);
      world.source().topicsAre(Optional.of(COMPACTED));
      world.source().assign(P0);

      world.runFor(ofSeconds(8));

      assertThat(blocks).as("%s", policy).hasSize(4);
      assertThat(world.timeline()).noneMatch(line -> line.contains("applied"));
    }
  }

  @Test
  void topicWhoseCompactionEndsIsReadWithoutARestart() {
    DeliveryWorld world = world(DEFAULTS);
    append(world, P0, 2);
    world.source().topicsAre(Optional.of(COMPACTED));
    world.source().assign(P0);
    world.runFor(ofSeconds(8));

    world.source().topicsAre(Optional.of(KEPT));
    world.runFor(ofSeconds(8));

    assertThat(world.timeline()).contains("15s applied p0@0", "15s applied p0@1");
    assertThat(read)
        .extracting(InstanceEvent.TopicSettingsRead::settings)
        .containsExactly(Optional.of(COMPACTED), Optional.of(KEPT));
  }

  @Test
  void topicThatIsCompactedFromNowOnIsReadNoFurtherAndEndsItsWork() {
    DeliveryWorld world = world(DEFAULTS);
    append(world, P0, 2);
    append(world, P1, 1);
    world.source().topicsAre(Optional.of(KEPT));
    world.source().assign(P0, P1);
    world.runFor(ofSeconds(2));

    world.source().topicsAre(Optional.of(COMPACTED));
    world.runFor(ofSeconds(1));
    append(world, P0, 3);
    append(world, P1, 3);
    world.runFor(ofHours(1));

    assertThat(world.timeline())
        .contains("2s compacted blocks p0", "2s compacted blocks p1")
        .noneMatch(line -> line.contains("applied p0@2") || line.contains("applied p1@1"));
    assertThat(world.source().committed())
        .containsEntry(P0, new CommitPosition(2))
        .containsEntry(P1, new CommitPosition(1));
    assertThat(world.stalls().check(ofSeconds(60))).isZero();
  }

  @Test
  void whatWasReadBeforeIsAppliedBeforeThePartitionIsBlocked() {
    DeliveryWorld world = world(DEFAULTS);
    world.source().topicsAre(Optional.of(KEPT));
    append(world, P0, 4);
    world.source().assign(P0);
    while (world.timeline().stream().noneMatch(line -> line.contains("applied p0@0"))) {
      world.runFor(Duration.ofNanos(1));
    }
    world.source().topicsAre(Optional.of(COMPACTED));

    world.runFor(ofSeconds(4));

    assertThat(blocks).isNotEmpty();
    assertThat(blocks.get(0).loss().committed()).contains(new CommitPosition(4));
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(4));
  }

  @Test
  void settingLetsACompactedTopicBeReadAndItIsReportedAllTheSame() {
    DeliveryWorld world = world(DEFAULTS.withCompactedTopic(true));
    append(world, P0, 2);
    world.source().topicsAre(Optional.of(COMPACTED));
    world.source().assign(P0);

    world.runFor(ofSeconds(2));

    assertThat(blocks).isEmpty();
    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
    assertThat(read)
        .containsExactly(new InstanceEvent.TopicSettingsRead("outbox", Optional.of(COMPACTED)));
  }

  @Test
  void dryRunReadsACompactedTopicAndReportsIt() {
    DeliveryWorld world =
        DeliveryWorld.dryRun(
            relations,
            relations,
            LaneSettings.DEFAULT,
            DataLossPolicy.BLOCK,
            UnaryOperator.identity());
    observe(world);
    append(world, P0, 2);
    world.source().topicsAre(Optional.of(COMPACTED));
    world.source().assign(P0);

    world.runFor(ofSeconds(2));

    assertThat(blocks).isEmpty();
    assertThat(world.timeline()).anyMatch(line -> line.contains("p0@1"));
    assertThat(read)
        .containsExactly(new InstanceEvent.TopicSettingsRead("outbox", Optional.of(COMPACTED)));
  }

  /** A missing right is no reason not to read; the source reports that it cannot tell. */
  @Test
  void topicWhoseSettingsAreUnknownIsRead() {
    DeliveryWorld world = world(DEFAULTS);
    append(world, P0, 2);
    world.source().assign(P0);

    world.runFor(ofSeconds(2));

    assertThat(world.source().committed()).containsEntry(P0, new CommitPosition(2));
    assertThat(read).isEmpty();
  }

  private DeliveryWorld world(DispatcherSettings dispatching) {
    DeliveryWorld world = DeliveryWorld.over(relations, dispatching);
    observe(world);
    return world;
  }

  private void observe(DeliveryWorld world) {
    world.observe(
        new SelectiveObserver() {
          @Override
          public void onDataLossBlocks(PartitionEvent.DataLossBlocks event) {
            blocks.add(event);
          }

          @Override
          public void onTopicSettingsRead(InstanceEvent.TopicSettingsRead event) {
            read.add(event);
          }
        });
  }

  private static void append(DeliveryWorld world, PartitionId partition, int records) {
    for (int i = 0; i < records; i++) {
      world
          .source()
          .append(
              partition,
              OutboxMessages.relations()
                  .add(
                      RelationTuple.parse("rbac/group:%d#t_member@rbac/principal:bob".formatted(i)))
                  .build());
    }
  }

  private static TopicSettings settings(boolean compacted) {
    return new TopicSettings(
        compacted, Optional.of(ofHours(1)), OptionalLong.empty(), false, 3, OptionalInt.of(2));
  }
}
