package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.DeliveryMode;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.metrics.DeliveryMetrics;
import dev.rbacconsumer.core.metrics.instrument.MetricFamily;
import dev.rbacconsumer.core.metrics.instrument.MetricName;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.Commit;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.source.SourceMonitor;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.PartitionCondition;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.PlanStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A dry run reads and checks every record, and does nothing else. */
class DryRunTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);

  private final ScriptedSink decoder = new ScriptedSink();
  private final List<String> calls = new ArrayList<>();

  @Test
  void itSaysWhatWouldBeDoneWithEachRecordInOrderAndCommitsNothing() {
    DeliveryWorld world = world(LaneSettings.DEFAULT, DataLossPolicy.BLOCK);
    append(world, "ann", "{", "?", "bob");
    world.source().append(P0, (byte[]) null);
    world.source().assign(P0);

    world.runFor(ofSeconds(30));
    world.stop();

    assertThat(world.timeline())
        .containsExactly(
            "0s reading p0 from beginning",
            "0s would apply p0@0",
            "0s would skip p0@1",
            "0s would block p0@2",
            "0s would apply p0@3",
            "0s would pass p0@4",
            "30s revoked p0");
    assertThat(world.source().committed()).isEmpty();
    assertThat(calls).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"RETRY, block", "SKIP, skip", "DEAD_LETTER, dead_letter", "STOP, stop"})
  void aRecordThatFailsIsReportedByItsPolicyAndReadingGoesOn(FailurePolicy policy, String action) {
    DeliveryWorld world =
        world(LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(policy)), DataLossPolicy.BLOCK);
    append(world, "{", "?", "ann");
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(world.timeline())
        .containsExactly(
            "0s reading p0 from beginning",
            "0s would " + action + " p0@0",
            "0s would " + action + " p0@1",
            "0s would apply p0@2");
    assertThat(calls).isEmpty();
  }

  @Test
  void aStreakOfMalformedRecordsIsReportedAsABlock() {
    DeliveryWorld world =
        world(
            LaneSettings.DEFAULT.withPolicies(FailurePolicies.DEFAULT.withMalformedStreak(2)),
            DataLossPolicy.BLOCK);
    append(world, "{", "{", "ann", "{");
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(world.timeline())
        .containsExactly(
            "0s reading p0 from beginning",
            "0s would skip p0@0",
            "0s would block p0@1",
            "0s would apply p0@2",
            "0s would skip p0@3");
  }

  @Test
  void aDecoderThatFailsIsTriedAgainAndShownMeanwhile() {
    int[] failures = {1};
    DeliveryWorld world =
        DeliveryWorld.dryRun(
            this::apply,
            this::acquire,
            LaneSettings.DEFAULT,
            DataLossPolicy.BLOCK,
            delivery ->
                delivery.withDecoder(
                    record -> {
                      if (failures[0]-- > 0) {
                        throw new IllegalStateException("broken");
                      }
                      return decoder.decode(record);
                    }));
    append(world, "ann");
    world.source().assign(P0);

    world.runFor(Duration.ofMillis(500));
    PartitionCondition meanwhile = partition(world, 1).condition();
    world.runFor(ofSeconds(5));

    assertThat(meanwhile).isEqualTo(PartitionCondition.BLOCKED);
    assertThat(partition(world, 1).condition()).isEqualTo(PartitionCondition.DRY_RUN);
    assertThat(world.timeline())
        .containsExactly(
            "0s reading p0 from beginning",
            "0s transient internal_error p0@0",
            "1s would apply p0@0");
  }

  @Test
  void handlersListenersAndDeadLettersAreNotCalled() {
    DeliveryWorld world =
        DeliveryWorld.dryRun(
            this::apply,
            this::acquire,
            LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(FailurePolicy.DEAD_LETTER)),
            DataLossPolicy.BLOCK,
            delivery ->
                delivery
                    .withWorkspaces(
                        (event, timeout) -> {
                          throw called("workspaces");
                        })
                    .withConsistencyTokens(
                        (event, token, timeout) -> {
                          throw called("tokens");
                        })
                    .withAppliedEvents(
                        (event, timeout) -> {
                          throw called("applied events");
                        })
                    .withDeadLetters(
                        (letter, timeout) -> {
                          throw called("dead letters");
                        }));
    world.source().append(P0, OutboxMessages.workspace("create").build());
    world.source().append(P0, ScriptedSink.value("{"));
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(world.timeline()).endsWith("0s would handle p0@0", "0s would dead_letter p0@1");
    assertThat(calls).isEmpty();
  }

  @Test
  void theGroupsPositionAndItsMarkStayAsTheyWere() {
    Commit before = new Commit(new CommitPosition(1), "rbac-consumer/1 through=3 bytes=1000");
    DeliveryWorld world = world(LaneSettings.DEFAULT, DataLossPolicy.BLOCK);
    append(world, "ann", "bob", "cid", "dan");
    world.source().commitFromOutside(P0, before);
    world.source().assign(P0);

    world.runFor(ofSeconds(5));
    world.source().revoke(P0);
    world.runFor(ofSeconds(5));

    assertThat(world.timeline())
        .containsExactly(
            "0s reading p0 from 1",
            "0s would apply p0@1",
            "0s would apply p0@2",
            "0s would apply p0@3",
            "5s revoked p0");
    assertThat(world.source().committed()).containsEntry(P0, before.position());
    assertThat(world.source().committedMetadata()).containsEntry(P0, before.metadata());
  }

  @ParameterizedTest
  @EnumSource(DataLossPolicy.class)
  void recordsThatAreGoneMoveNothing(DataLossPolicy policy) {
    Commit before = new Commit(new CommitPosition(1), "");
    DeliveryWorld world = world(LaneSettings.DEFAULT, policy);
    append(world, "ann", "bob", "cid", "dan");
    world.source().commitFromOutside(P0, before);
    world.source().deleteBelow(P0, 3);
    world.source().assign(P0);

    world.runFor(ofSeconds(5));
    Optional<CommitPosition> shown = partition(world, 4).committed();
    world.stop();

    assertThat(shown).isEmpty();
    assertThat(world.timeline()).first().asString().contains("below_start");
    assertThat(world.source().committed()).containsEntry(P0, before.position());
    assertThat(calls).isEmpty();
  }

  @Test
  void aBacklogIsReadWithinTheBoundsOfTheQueue() {
    DeliveryWorld world =
        world(LaneSettings.DEFAULT.withQueue(10, 1_000_000), DataLossPolicy.BLOCK);
    IntStream.range(0, 2_000).forEach(any -> append(world, "ann"));
    world.source().assign(P0);
    int[] most = {0};
    world.observe(event -> most[0] = Math.max(most[0], queued(world)));

    world.runFor(ofSeconds(60));

    assertThat(partition(world, 2_000).plan().orElseThrow().readTo())
        .contains(new CommitPosition(2_000));
    // The bound, and what one poll brings.
    assertThat(most[0]).isBetween(1, 10 + 500);
    assertThat(world.source().wakes()).isLessThan(2_000);
  }

  @Test
  void theStatusSaysThatNothingIsAppliedAndWhatWasFound() {
    DeliveryWorld world = world(LaneSettings.DEFAULT, DataLossPolicy.BLOCK);
    append(world, "ann", "{", "?", "bob");
    world.source().assign(P0);

    world.runFor(ofSeconds(20));

    StatusSnapshot snapshot = world.status().snapshot(any -> OptionalLong.of(4));
    PartitionStatus partition = snapshot.partitions().get(0);
    PlanStatus plan = partition.plan().orElseThrow();
    assertThat(snapshot.mode()).isEqualTo(DeliveryMode.DRY_RUN);
    assertThat(snapshot.needsAttention()).isFalse();
    assertThat(partition.condition()).isEqualTo(PartitionCondition.DRY_RUN);
    assertThat(partition.fence()).isEqualTo(new FenceStatus.Unused());
    assertThat(partition.committed()).isEmpty();
    assertThat(partition.lag()).contains(4L);
    assertThat(partition.oldest().orElseThrow()).isGreaterThanOrEqualTo(ofSeconds(20));
    assertThat(partition.oldestRemoval().orElseThrow()).isGreaterThanOrEqualTo(ofSeconds(20));
    assertThat(plan.readTo()).contains(new CommitPosition(4));
    assertThat(plan.records())
        .containsEntry(PlannedAction.APPLY, 2L)
        .containsEntry(PlannedAction.SKIP, 1L)
        .containsEntry(PlannedAction.BLOCK, 1L)
        .containsEntry(PlannedAction.STOP, 0L);
    assertThat(plan.firstProblem().orElseThrow().offset()).isEqualTo(new Offset(1));
    assertThat(plan.firstProblem().orElseThrow().action()).isEqualTo(PlannedAction.SKIP);
  }

  @Test
  void theMetricsCountNoSuccessAndNoPartitionIsBlocked() {
    MetricRegistry registry = new MetricRegistry();
    DeliveryWorld world = world(LaneSettings.DEFAULT, DataLossPolicy.BLOCK);
    world.observe(
        new DeliveryMetrics(
            registry,
            SourceMonitor.ofEnds(any -> OptionalLong.of(3)),
            world.time(),
            DeliveryMode.DRY_RUN));
    append(world, "ann", "?", "bob");
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(count(registry, MetricFamily.MESSAGES_PROCESSED.with("relations", "dry_run")))
        .isEqualTo(2);
    assertThat(count(registry, MetricFamily.DRY_RUN_MESSAGES.with("apply"))).isEqualTo(2);
    assertThat(count(registry, MetricFamily.DRY_RUN_MESSAGES.with("block"))).isEqualTo(1);
    assertThat(value(registry, MetricFamily.DRY_RUN.with())).isEqualTo(1);
    assertThat(value(registry, MetricFamily.BLOCKED.with("outbox", "0"))).isEqualTo(0);
    assertThat(value(registry, MetricFamily.LAG.with("outbox", "0"))).isEqualTo(3L);
    assertThat(registry.getNames())
        .noneMatch(it -> it.contains("messages_processed") && it.contains("success"));
  }

  private DeliveryWorld world(LaneSettings settings, DataLossPolicy policy) {
    return DeliveryWorld.dryRun(
        this::apply, this::acquire, settings, policy, delivery -> delivery.withDecoder(decoder));
  }

  private Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
    calls.add("sink");
    return new Outcome.Applied(Optional.empty());
  }

  private FenceOutcome acquire(String lockId, Duration timeout) {
    calls.add("fences");
    return new FenceOutcome.Acquired(new FenceToken(lockId, "token"));
  }

  /** A port that must not be called; the failure is also remembered, since a lane catches it. */
  private IllegalStateException called(String port) {
    calls.add(port);
    return new IllegalStateException(port);
  }

  private static void append(DeliveryWorld world, String... values) {
    for (String value : values) {
      world.source().append(P0, ScriptedSink.value(value));
    }
  }

  private static PartitionStatus partition(DeliveryWorld world, long end) {
    return world.status().snapshot(any -> OptionalLong.of(end)).partitions().get(0);
  }

  private static int queued(DeliveryWorld world) {
    return world.status().snapshot(any -> OptionalLong.empty()).partitions().stream()
        .mapToInt(PartitionStatus::queuedRecords)
        .sum();
  }

  private static long count(MetricRegistry registry, MetricName name) {
    return registry.counter(name.encoded()).getCount();
  }

  private static Object value(MetricRegistry registry, MetricName name) {
    return registry.getGauges().get(name.encoded()).getValue();
  }
}
