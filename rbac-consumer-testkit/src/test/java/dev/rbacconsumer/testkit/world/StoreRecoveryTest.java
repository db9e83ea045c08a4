package dev.rbacconsumer.testkit.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.SelectiveObserver;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** After an outage of the store, every lane that waits for it goes on at once. */
class StoreRecoveryTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final ScriptedSink scripted = new ScriptedSink();
  private final Map<PartitionId, Duration> appliedAt = new TreeMap<>();
  private final Map<PartitionId, Duration> fencedAt = new TreeMap<>();
  private final List<Integer> attempts = new ArrayList<>();
  private boolean isDown;
  private boolean isReadable;
  private boolean isProbeFlapping;
  private int probes;

  @Test
  void theOnlyPartitionGoesOnWithinTwoSecondsOfAnHour() {
    DeliveryWorld world = world(new Store(true), 1);
    world.runFor(Duration.ofSeconds(1));

    outage(world, HOUR, 1);

    assertThat(appliedAt).hasSize(1);
    assertThat(appliedAt.values()).allSatisfy(at -> assertThat(at).isLessThan(AT_ONCE));
  }

  @Test
  void allPartitionsGoOnAndNotAllInOneMoment() {
    DeliveryWorld world = world(new Store(true), 20);
    world.runFor(Duration.ofSeconds(1));

    outage(world, HOUR, 20);

    assertThat(appliedAt).hasSize(20);
    assertThat(appliedAt.values()).allSatisfy(at -> assertThat(at).isLessThan(AT_ONCE));
    assertThat(appliedAt.values().stream().distinct().count()).isGreaterThan(10);
  }

  @Test
  void oneLaneProbesTheStoreForAll() {
    DeliveryWorld world = world(new Store(true), 20);
    world.runFor(Duration.ofSeconds(1));

    outage(world, Duration.ofMinutes(10), 20);

    assertThat(probes).isBetween(500, 601);
  }

  @Test
  void aLockThatCouldNotBeTakenIsTakenAtOnce() {
    isDown = true;
    DeliveryWorld world = world(new Store(true), 3);
    world.runFor(HOUR);
    Duration end = world.time().elapsed();
    isDown = false;

    world.runFor(AT_ONCE);

    assertThat(fencedAt).hasSize(3);
    assertThat(fencedAt.values()).allSatisfy(at -> assertThat(at.minus(end)).isLessThan(AT_ONCE));
  }

  @Test
  void withoutAProbeTheFirstAnswerToAnyLaneWakesTheOthers() {
    DeliveryWorld world = world(new Store(false), 5);
    world.runFor(Duration.ofSeconds(1));
    outage(world, HOUR, 5);

    world.runFor(Duration.ofMinutes(6));

    Duration first = appliedAt.values().stream().min(Duration::compareTo).orElseThrow();
    assertThat(appliedAt).hasSize(5);
    assertThat(appliedAt.values())
        .allSatisfy(at -> assertThat(at.minus(first)).isLessThan(Duration.ofSeconds(1)));
  }

  @Test
  void aStoreThatCanBeReadAndNotWrittenToIsAnOutageUntilAWriteIsAnswered() {
    DeliveryWorld world = world(new Store(true), 5);
    world.runFor(Duration.ofSeconds(1));
    isReadable = true;
    outage(world, HOUR, 5);

    world.runFor(Duration.ofMinutes(6));

    Duration first = appliedAt.values().stream().min(Duration::compareTo).orElseThrow();
    assertThat(appliedAt).hasSize(5);
    assertThat(appliedAt.values())
        .allSatisfy(at -> assertThat(at.minus(first)).isLessThan(Duration.ofSeconds(1)));
  }

  @Test
  void theReturnOfTheBrokersDoesNotDelayThatOfTheStore() {
    DeliveryWorld world = world(new Store(true), 1);
    world.runFor(Duration.ofSeconds(1));
    isDown = true;
    world.source().append(partition(0), ScriptedSink.value("subject"));
    world.runFor(HOUR);
    world.retryAfterOutage();
    world.runFor(Duration.ofSeconds(10));
    Duration end = world.time().elapsed();
    isDown = false;

    world.runFor(AT_ONCE);

    assertThat(appliedAt.values())
        .singleElement()
        .satisfies(at -> assertThat(at.minus(end)).isLessThan(AT_ONCE));
  }

  @Test
  void aStoreThatComesAndGoesDoesNotEndTheWaitsEachTime() {
    DeliveryWorld world = world(new Store(true), 1);
    world.runFor(Duration.ofSeconds(1));
    isDown = true;
    world.source().append(partition(0), ScriptedSink.value("subject"));
    world.runFor(HOUR);
    attempts.clear();

    isProbeFlapping = true;
    world.runFor(Duration.ofMinutes(10));

    assertThat(attempts).hasSizeBetween(3, 30);
  }

  @Test
  void attemptsAreCountedOnAndWaitsBeginShortAgain() {
    DeliveryWorld world = world(new Store(true), 1);
    world.runFor(Duration.ofSeconds(1));
    outage(world, HOUR, 1);
    int before = attempts.get(attempts.size() - 1);
    attempts.clear();
    PartitionId partition = partition(0);
    isDown = true;
    world.source().append(partition, ScriptedSink.value("second"));

    world.runFor(Duration.ofSeconds(20));

    assertThat(before).isGreaterThan(15);
    assertThat(attempts).startsWith(1, 2, 3, 4);
  }

  @Test
  void aRefusedRecordKeepsItsBackoff() {
    scripted.answer("bad", refusals(50));
    DeliveryWorld world = world(new Store(true), 2);
    world.runFor(Duration.ofSeconds(1));
    world.source().append(partition(0), ScriptedSink.value("bad"));
    world.runFor(HOUR);
    int refused = attempts.size();

    outage(world, Duration.ofMinutes(1), 2);
    world.runFor(Duration.ofSeconds(2));

    assertThat(refused).isBetween(15, 25);
    assertThat(appliedAt).containsOnlyKeys(partition(1));
  }

  /** Begins an outage, writes a record to each partition, and ends the outage. */
  private void outage(DeliveryWorld world, Duration length, int partitions) {
    isDown = true;
    probes = 0;
    for (int i = 0; i < partitions; i++) {
      world.source().append(partition(i), ScriptedSink.value("subject" + i));
    }
    world.runFor(length);
    appliedAt.clear();
    Duration end = world.time().elapsed();
    isDown = false;
    world.runFor(AT_ONCE);
    appliedAt.replaceAll((partition, at) -> at.minus(end));
  }

  private DeliveryWorld world(Store store, int partitions) {
    DeliveryWorld world =
        new DeliveryWorld(
            scripted,
            store,
            store,
            DeadLetters.none(),
            LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(FailurePolicy.RETRY)),
            0.5);
    world.observe(new Watching(world));
    IntStream.range(0, partitions).forEach(i -> world.source().assign(partition(i)));
    return world;
  }

  private static PartitionId partition(int number) {
    return new PartitionId("outbox", number);
  }

  private static Outcome[] refusals(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Outcome.Rejected("invalid_argument", "refused"))
        .toArray(Outcome[]::new);
  }

  /** Notes when what happened. */
  private final class Watching extends SelectiveObserver {
    private final DeliveryWorld world;

    Watching(DeliveryWorld world) {
      this.world = world;
    }

    @Override
    public void onApplied(RecordEvent.Applied event) {
      appliedAt.put(event.record().partition(), world.time().elapsed());
    }

    @Override
    public void onRetrying(RecordEvent.Retrying event) {
      attempts.add(event.attempt());
    }

    @Override
    public void onFenceAcquired(PartitionEvent.FenceAcquired event) {
      fencedAt.put(event.partition(), world.time().elapsed());
    }
  }

  /** The store, which answers nothing while it is down. */
  private final class Store implements RelationSink, FenceAuthority {
    private final boolean canProbe;

    Store(boolean canProbe) {
      this.canProbe = canProbe;
    }

    @Override
    public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
      return isDown ? ScriptedSink.UNAVAILABLE : scripted.apply(change, fence, timeout);
    }

    @Override
    public FenceOutcome acquire(String lockId, Duration timeout) {
      return isDown
          ? new FenceOutcome.NotAcquired("unavailable", "no connection")
          : scripted.acquire(lockId, timeout);
    }

    @Override
    public Optional<Probe> probe() {
      return canProbe
          ? Optional.of(
              timeout -> {
                probes++;
                return isReadable || (isProbeFlapping && probes % 10 == 0) || !isDown;
              })
          : Optional.empty();
    }
  }
}
