package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.RememberedWorlds.P0;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.append;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.id;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.message;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.refused;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.applied.EventState;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.StoreMarkEvent;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.port.AppliedEvent;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.ManualClock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is remembered of events whose records are read again, or replayed. */
class EventsReadAgainTest {
  private final AppliedEvents events = new AppliedEvents(10, 2, new ManualClock());
  private final RememberedWorlds worlds = new RememberedWorlds(events);

  @Test
  void recordsBelowTheCommitAreReadToCompareAndDoNotWait() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    append(world, message(1, "ann"));
    append(world, message(2, "bob"));
    append(world, message(3, "cid"));
    world.source().commitFromOutside(P0, 2);
    world.source().assign(P0);

    world.runFor(ofSeconds(2));

    assertThat(events.find(id(1))).isInstanceOf(EventState.Unknown.class);
    assertThat(events.find(id(2))).isInstanceOf(EventState.Unknown.class);
    assertThat(events.find(id(3))).isInstanceOf(EventState.Applied.class);
  }

  @Test
  void anEventThatWasPassedOverStaysSoWhenThePartitionIsReadAgain() {
    DeliveryWorld world =
        worlds.world(LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(FailurePolicy.SKIP)));
    append(world, refused(1));
    append(world, message(2, "bob"));
    world.source().assign(P0);
    world.runFor(ofSeconds(2));
    assertThat(events.find(id(1))).isInstanceOf(EventState.PassedOver.class);

    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    world.source().assign(P0);
    world.runFor(ofSeconds(2));

    assertThat(events.find(id(1))).isInstanceOf(EventState.PassedOver.class);
    assertThat(events.find(id(2))).isInstanceOf(EventState.Applied.class);
  }

  @Test
  void eventsOfAReplayAreAppliedAtItsEnd() {
    events.on(new PartitionEvent.Positioned(P0, Optional.of(new CommitPosition(5))));
    events.on(new StoreMarkEvent.ReplayStarted(P0, new CommitPosition(5), new CommitPosition(7)));
    apply(1, 5);
    apply(2, 7);
    assertThat(events.find(id(1)).isSettled()).isFalse();
    assertThat(events.find(id(2)).isSettled()).isTrue();

    events.on(new StoreMarkEvent.ReplayEnded(P0, new CommitPosition(7), 1, 0));

    assertThat(events.find(id(1))).isInstanceOf(EventState.Applied.class);
  }

  @Test
  void aReplayThatIsBrokenOffAppliesNothing() {
    events.on(new PartitionEvent.Positioned(P0, Optional.of(new CommitPosition(5))));
    events.on(new StoreMarkEvent.ReplayStarted(P0, new CommitPosition(5), new CommitPosition(7)));
    apply(1, 5);
    events.on(new InstanceEvent.Lost(Set.of(P0)));
    events.on(new StoreMarkEvent.ReplayEnded(P0, new CommitPosition(7), 1, 0));

    assertThat(events.find(id(1)).isSettled()).isFalse();
  }

  @Test
  void anAppliedEventStaysAppliedWhateverBecomesOfItsRepetition() {
    apply(1, 5);

    events.on(
        new RecordEvent.Skipped(
            record(1, 5), new Failure(FailureClass.REJECTED, "unknown_definition", "no type")));

    assertThat(events.find(id(1))).isInstanceOf(EventState.Applied.class);
  }

  @Test
  void theTokenOfAnEarlierWriteIsNotThatOfALaterOneWithoutAToken() {
    Optional<ConsistencyToken> token = Optional.of(new ConsistencyToken("first"));
    apply(1, 5, token);
    assertThat(tokenOf(1)).isEqualTo(token);

    apply(1, 5, Optional.empty());

    assertThat(tokenOf(1)).isEmpty();
  }

  @Test
  void anEventThatIsOnlyRecognisedKeepsTheTokenOfItsWrite() {
    Optional<ConsistencyToken> token = Optional.of(new ConsistencyToken("first"));
    apply(1, 5, token);

    events.on(new RecordEvent.EventRepeated(record(1, 6), metadata(1)));

    assertThat(tokenOf(1)).isEqualTo(token);
  }

  @Test
  void aLaneThatEndsLateSaysNothingOfAPartitionThatMoved() {
    events.on(new PartitionEvent.Positioned(P0, Optional.of(new CommitPosition(5))));
    events.on(new InstanceEvent.Revoked(Set.of(P0)));

    events.on(
        new RecordEvent.Retrying(
            record(1, 5),
            EventMetadata.UNKNOWN,
            new Failure(FailureClass.TRANSIENT, "unavailable", "no connection"),
            null,
            1,
            ofSeconds(1)));

    assertThat(events.find(id(1))).isInstanceOf(EventState.Unknown.class);
  }

  private void apply(int number, long offset) {
    apply(number, offset, Optional.empty());
  }

  private void apply(int number, long offset, Optional<ConsistencyToken> token) {
    events.applied(
        new AppliedEvent(
            P0, new Offset(offset), metadata(number), TupleChange.net(List.of(), List.of()), token),
        ofSeconds(1));
  }

  private Optional<ConsistencyToken> tokenOf(int number) {
    return events.find(id(number)) instanceof EventState.Applied applied
        ? applied.token()
        : Optional.empty();
  }

  private static EventMetadata metadata(int number) {
    return new EventMetadata(id(number), "create_group", "", "", "", "", "", "", null);
  }

  private static SourceRecord record(int number, long offset) {
    return message(number, "ann").build().at(P0, new Offset(offset));
  }
}
