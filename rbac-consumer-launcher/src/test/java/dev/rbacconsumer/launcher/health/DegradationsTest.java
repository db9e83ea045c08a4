package dev.rbacconsumer.launcher.health;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.health.Degradations;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.InMemoryRelations;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.messages.BadMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.world.DeliveryWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What delivery tells, on virtual time, and what is known of it. */
final class DegradationsTest {
  private static final PartitionId P0 = new PartitionId("outbox", 0);
  private static final PartitionId P1 = new PartitionId("outbox", 1);
  private static final Outcome DOWN = new Outcome.RetryLater("unavailable", "down");

  private final InMemoryRelations relations = new InMemoryRelations();
  private boolean storeIsDown;
  private Optional<String> lockTrouble = Optional.empty();
  private DeliveryWorld world = world(this::apply, this::acquire);

  @Test
  void whileAllIsWellThereIsNone() {
    append(P0, 3);
    world.source().assign(P0, P1);

    world.runFor(ofMinutes(1));

    assertThat(shown()).isEmpty();
  }

  @Test
  void anOutageOfTheStoreIsOneFromItsFirstFailureToItsEnd() {
    // Given
    world.source().assign(P0);
    world.runFor(ofSeconds(10));
    storeIsDown = true;
    append(P0, 1);

    // When
    world.runFor(ofMinutes(30));
    List<String> during = shown();
    storeIsDown = false;
    world.runFor(ofMinutes(6));

    // Then
    assertThat(during).containsExactly("10s blocked p0 transient: unavailable");
    assertThat(shown()).isEmpty();
  }

  @Test
  void aMessageThatBlocksIsOneAndOtherPartitionsAreNot() {
    world.source().append(P0, BadMessage.BLANK_RESOURCE_ID.message());
    append(P1, 2);
    world.source().assign(P0, P1);

    world.runFor(ofMinutes(10));

    assertThat(shown()).singleElement().asString().startsWith("0s blocked p0 invalid: ");
  }

  @Test
  void aLockThatCannotBeHadIsOne() {
    // Given
    lockTrouble = Optional.of("unavailable");
    world.source().assign(P0);

    // When
    world.runFor(ofMinutes(10));
    List<String> during = shown();
    lockTrouble = Optional.empty();
    world.runFor(ofMinutes(6));

    // Then
    assertThat(during).containsExactly("0s blocked p0 lock: unavailable");
    assertThat(shown()).isEmpty();
  }

  @Test
  void recordsThatAreGoneAreOneUntilThePartitionIsReadAgain() {
    // Given
    world = DeliveryWorld.over(relations, DataLossPolicy.BLOCK);
    append(P0, 5);
    world.source().commitFromOutside(P0, 1);
    world.source().deleteBelow(P0, 3);
    world.source().assign(P0);

    // When
    world.runFor(ofMinutes(10));
    List<String> during = shown();
    world.source().commitFromOutside(P0, 4);
    world.runFor(ofMinutes(6));

    // Then
    assertThat(during).containsExactly("0s data_loss p0 below_start");
    assertThat(shown()).isEmpty();
  }

  @Test
  void aCommitThatFailsIsOneUntilAnotherIsDurable() {
    // Given
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    append(P0, 1);
    world.source().failCommit("no connection");
    List<String> seen = new ArrayList<>();
    world.observe(
        event -> {
          if (event instanceof InstanceEvent.CommitFailed) {
            seen.addAll(shown());
          }
        });

    // When
    world.runFor(ofMinutes(1));

    // Then
    assertThat(seen).containsExactly("5s commits p0 no connection");
    assertThat(shown()).isEmpty();
  }

  @Test
  void aSourceThatCannotBeReadIsOneUntilItCan() {
    // Given
    world.source().assign(P0);
    world.runFor(ofSeconds(5));
    for (int i = 0; i < 20; i++) {
      world.source().failPoll("reading outbox: not allowed");
    }

    // When
    world.runFor(ofSeconds(3));
    List<String> during = shown();
    world.runFor(ofMinutes(1));

    // Then
    assertThat(during).containsExactly("5s source reading outbox: not allowed");
    assertThat(shown()).isEmpty();
  }

  @Test
  void aStallIsOneWhileItLastsSinceItsBeginningAndNamed() {
    // Given
    List<String> seen = new ArrayList<>();
    DeliveryWorld[] self = new DeliveryWorld[1];
    world =
        world(
            (change, fence, timeout) -> {
              self[0].time().advance(timeout.plusSeconds(100));
              self[0].stalls().check(ofSeconds(60));
              seen.addAll(shown());
              return new Outcome.Applied(Optional.empty());
            },
            this::acquire);
    self[0] = world;
    append(P0, 1);
    world.source().assign(P0);

    // When
    world.runFor(ofMinutes(5));
    world.stalls().check(ofSeconds(60));

    // Then
    long timeout = LaneSettings.DEFAULT.attemptTimeout().toSeconds();
    // Here, one thread is both; in production, the source goes on meanwhile.
    assertThat(seen)
        .containsExactly("22s stalled reading and committing", timeout + "s stalled p0 in a call");
    assertThat(shown()).isEmpty();
  }

  @Test
  void aPartitionThatGoesTakesItsOwnWithIt() {
    // Given
    storeIsDown = true;
    append(P0, 1);
    append(P1, 1);
    world.source().assign(P0, P1);
    world.runFor(ofSeconds(5));
    assertThat(shown()).hasSize(2);

    // When
    world.source().revoke(P0);
    world.runFor(ofSeconds(5));

    // Then
    assertThat(shown()).singleElement().asString().startsWith("0s blocked p1 ");
    world.source().lose(P1);
    world.runFor(ofSeconds(5));
    assertThat(shown()).isEmpty();
  }

  @Test
  void aMessageThatWasPassedOverIsOneForTheTimeThatIsSet() {
    // Given
    world.source().append(P0, BadMessage.NOT_JSON.message());
    append(P0, 1);
    world.source().assign(P0);

    // When
    world.runFor(ofMinutes(59));
    List<String> during = shown();
    world.runFor(ofMinutes(2));

    // Then
    assertThat(during).containsExactly("0s passed_over malformed: 1 skipped, 0 set aside");
    assertThat(shown()).isEmpty();
  }

  @Test
  void whereNothingIsDeliveredThereIsNone() {
    assertThat(new Degradations(Optional::empty).list()).isEmpty();
  }

  private void append(PartitionId partition, int records) {
    for (int i = 0; i < records; i++) {
      RelationTuple tuple = RelationTuple.parse("rbac/group:g#t_member@rbac/principal:p" + i);
      world.source().append(partition, OutboxMessages.relations().add(tuple).build());
    }
  }

  private Outcome apply(TupleChange change, FenceToken fence, Duration timeout)
      throws InterruptedException {
    return storeIsDown ? DOWN : relations.apply(change, fence, timeout);
  }

  private FenceOutcome acquire(String lockId, Duration timeout) throws InterruptedException {
    return lockTrouble.isPresent()
        ? new FenceOutcome.NotAcquired(lockTrouble.get(), "down")
        : relations.acquire(lockId, timeout);
  }

  private static DeliveryWorld world(RelationSink sink, FenceAuthority fences) {
    return DeliveryWorld.over(sink, fences);
  }

  /** A line for each, with the seconds from the start at which it began. */
  private List<String> shown() {
    Degradations degradations =
        new Degradations(
            () ->
                Optional.of(
                    world
                        .status()
                        .snapshot(partition -> OptionalLong.empty())
                        .degradedAfterPassingOver(ofMinutes(60))));
    return degradations.list().stream()
        .map(
            it ->
                "%ds %s%s %s"
                    .formatted(
                        Duration.between(ManualClock.DEFAULT_START, it.since()).toSeconds(),
                        it.kind().label(),
                        it.partition().map(p -> " p" + p.number()).orElse(""),
                        it.reason()))
        .toList();
  }
}
