package dev.rbacconsumer.testkit.world;

import static dev.rbacconsumer.testkit.world.RememberedWorlds.P0;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.append;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.id;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.message;
import static dev.rbacconsumer.testkit.world.RememberedWorlds.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.applied.AppliedEvents;
import dev.rbacconsumer.core.applied.EventState;
import dev.rbacconsumer.core.applied.EventStateJson;
import dev.rbacconsumer.core.config.DataLossPolicy;
import dev.rbacconsumer.core.config.FailurePolicies;
import dev.rbacconsumer.core.config.FailurePolicy;
import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordHeader;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.AppliedProbe;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is remembered of an event, from its read to its end. */
class AppliedEventsTest {
  private final ManualClock eventClock = new ManualClock();
  private final AppliedEvents events = new AppliedEvents(3, 2, eventClock);
  private final RememberedWorlds worlds = new RememberedWorlds(events);
  private final AppliedProbe probe = worlds.probe;

  @Test
  void anAppliedEventIsKnownWithItsTokenAndItsPlace() {
    // Given
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    append(world, message(1, "ann").eventType("create_group"));
    append(world, message(2, "bob"));
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    assertThat(json(1))
        .isEqualTo(
            "{\"event_id\":\"%s\",\"state\":\"applied\",\"event_type\":\"create_group\","
                    .formatted(id(1))
                + "\"partition\":0,\"offset\":0,\"applied_at\":\"2026-01-01T00:00:00Z\","
                + "\"token\":\"%s\"}".formatted(probe.tokens().get(0).token().value()));
    assertThat(token(2)).contains(probe.tokens().get(1).token());
    assertThat(token(2)).isNotEqualTo(token(1));
  }

  @Test
  void eventsOfOneBatchHaveTheTokenOfTheirWrite() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT.withBatchMaxMessages(10));
    append(world, message(1, "ann"));
    append(world, message(2, "bob"));
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(token(1)).isPresent().isEqualTo(token(2));
  }

  @Test
  void anEventWithoutAWriteIsAppliedWithoutAToken() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    world.source().append(P0, OutboxMessages.workspace("create").id(new UUID(0, 1)).build());
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(json(1)).contains("\"state\":\"applied\"").endsWith("\"token\":null}");
  }

  @Test
  void anEventThatFailsIsRetriedAndThoseBehindItWait() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    append(world, refused(1));
    append(world, message(2, "bob"));
    world.source().assign(P0);

    world.runFor(ofSeconds(2));

    assertThat(json(1)).contains("\"state\":\"retrying\"").endsWith("\"failed_attempts\":2}");
    assertThat(json(2))
        .isEqualTo(
            "{\"event_id\":\"%s\",\"state\":\"waiting\",\"partition\":0,\"offset\":1,"
                    .formatted(id(2))
                + "\"failed_attempts\":0}");
    assertThat(events.find(id(3))).isEqualTo(new EventState.Unknown(id(3)));
  }

  @ParameterizedTest
  @CsvSource({"SKIP, skipped", "DEAD_LETTER, dead_lettered"})
  void anEventThatAPolicyPassesOverSaysSoWithItsReason(FailurePolicy policy, String state) {
    DeliveryWorld world =
        worlds.world(LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(policy)));
    append(world, refused(1));
    append(world, message(2, "bob"));
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(json(1))
        .startsWith(
            "{\"event_id\":\"%s\",\"state\":\"%s\",\"partition\":0,\"offset\":0,"
                .formatted(id(1), state))
        .contains("\"passed_over_at\":\"2026-01-01T00:00:00Z\",\"class\":\"rejected\"")
        .contains("\"code\":\"unknown_definition\"");
    assertThat(events.find(id(2))).isInstanceOf(EventState.Applied.class);
  }

  @Test
  void aMessageThatCannotBeDecodedIsFoundByTheIdOfItsHeader() {
    DeliveryWorld world =
        worlds.world(LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(FailurePolicy.SKIP)));
    String eventId = headerId(world.source().append(P0, OutboxMessages.withValue("{")));
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(EventStateJson.of(events.find(eventId)))
        .contains("\"state\":\"skipped\"", "\"class\":\"malformed\"");
  }

  @Test
  void anIdThatIsOnlyInTheValueIsKnownOnceTheMessageIsDecoded() {
    DeliveryWorld world =
        worlds.world(LaneSettings.DEFAULT.withPolicies(FailurePolicies.all(FailurePolicy.SKIP)));
    world.source().append(P0, valueWithId("good", message(1, "ann")));
    world.source().append(P0, valueWithId("bad", refused(2)));
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(events.find("good")).isInstanceOf(EventState.Applied.class);
    assertThat(events.find("bad")).isInstanceOf(EventState.PassedOver.class);
  }

  @Test
  void aTombstoneIsPassedOver() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    String eventId = headerId(world.source().append(P0, OutboxMessages.tombstone()));
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(EventStateJson.of(events.find(eventId)))
        .contains("\"state\":\"tombstone\"")
        .endsWith("\"reason\":null}");
  }

  @Test
  void anAppliedEventStaysAppliedIfATombstoneHasItsId() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    append(world, message(1, "ann"));
    world.source().assign(P0);
    world.runFor(ofSeconds(1));

    RecordHeader header = RecordHeader.text("id", id(1));
    events.on(
        new RecordEvent.TombstonePassed(
            new SourceRecord(P0, new Offset(1), 0, null, null, List.of(header))));

    assertThat(token(1)).isPresent();
  }

  @Test
  void anEventThatIsAppliedAgainHasTheNewerToken() {
    // Given
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    append(world, message(1, "ann"));
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    world.source().failCommit("no connection");
    append(world, message(2, "bob"));
    world.runFor(Duration.ofMillis(40));
    Optional<ConsistencyToken> first = token(2);
    world.source().lose(P0);
    eventClock.advance(ofMinutes(1));

    // When
    world.source().assign(P0);
    world.runFor(ofSeconds(5));

    // Then
    assertThat(probe.tokens()).hasSize(3);
    assertThat(token(2)).contains(probe.tokens().get(2).token()).isNotEqualTo(first);
    assertThat(json(2)).contains("\"applied_at\":\"2026-01-01T00:01:00Z\"");
  }

  @Test
  void anEventThatComesAgainAndIsPassedOverKeepsItsToken() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    append(world, message(1, "ann"));
    append(world, message(1, "ann"));
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(world.timeline()).contains("0s applied p0@0");
    assertThat(probe.events()).hasSize(1);
    assertThat(token(1)).contains(probe.tokens().get(0).token());
  }

  @Test
  void waitingEventsOfAPartitionThatIsGivenAwayAreForgottenAndAppliedOnesStay() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    append(world, message(1, "ann"));
    append(world, refused(2));
    append(world, message(3, "bob"));
    world.source().assign(P0);
    world.runFor(ofSeconds(1));

    world.source().revoke(P0);
    world.runFor(ofSeconds(1));

    assertThat(token(1)).isPresent();
    assertThat(events.find(id(2))).isInstanceOf(EventState.Unknown.class);
    assertThat(events.find(id(3))).isInstanceOf(EventState.Unknown.class);
  }

  @Test
  void whatAStoreThatWasEmptiedMayHaveLostIsNotCalledApplied() {
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    append(world, message(1, "ann"));
    world.source().assign(P0);
    world.runFor(ofSeconds(1));
    world.source().revoke(P0);
    world.runFor(ofSeconds(1));
    assertThat(token(1)).isPresent();
    worlds.relations.store().clear();

    world.source().assign(P0);
    world.runFor(ofSeconds(30));

    assertThat(world.timeline()).anyMatch(line -> line.contains("store_lost"));
    assertThat(events.find(id(1))).isInstanceOf(EventState.Unknown.class);
  }

  @Test
  void aDryRunAppliesNothingSoEventsWait() {
    ScriptedSink unused = new ScriptedSink();
    DeliveryWorld world =
        DeliveryWorld.dryRun(
            unused, unused, LaneSettings.DEFAULT, DataLossPolicy.BLOCK, worlds::remembering);
    world.observe(events);
    append(world, message(1, "ann"));
    world.source().assign(P0);

    world.runFor(ofSeconds(5));

    assertThat(world.timeline()).contains("0s would apply p0@0");
    assertThat(json(1)).contains("\"state\":\"waiting\"");
  }

  @Test
  void onlyTheLatestAppliedAndTheLatestWaitingEventsAreRemembered() {
    // Given a memory of three
    DeliveryWorld world = worlds.world(LaneSettings.DEFAULT);
    for (int i = 1; i <= 4; i++) {
      append(world, message(i, "p" + i));
    }
    append(world, refused(5));
    for (int i = 6; i <= 8; i++) {
      append(world, message(i, "p" + i));
    }
    world.source().assign(P0);

    // When
    world.runFor(ofSeconds(1));

    // Then
    assertThat(states(8))
        .containsExactly(
            "Unknown", "Applied", "Applied", "Applied", "Waiting", "Unknown", "Waiting", "Waiting");
  }

  @Test
  void tokensAreWantedOnceAnyoneHasAsked() {
    AppliedEvents found = new AppliedEvents(3, 2, eventClock);
    AppliedEvents awaited = new AppliedEvents(3, 2, eventClock);
    AppliedEvents none = new AppliedEvents(0, 2, eventClock);
    assertThat(found.wantsTokens()).isFalse();

    found.find(id(1));
    awaited.whenSettled(id(1), Runnable::run);
    none.find(id(1));

    assertThat(found.wantsTokens()).isTrue();
    assertThat(awaited.wantsTokens()).isTrue();
    assertThat(none.wantsTokens()).isFalse();
  }

  @Test
  void aMemoryOfNoneRemembersNothing() {
    AppliedEvents none = new AppliedEvents(0, 2, eventClock);
    RememberedWorlds forgetting = new RememberedWorlds(none);
    DeliveryWorld world = forgetting.world(LaneSettings.DEFAULT);
    append(world, message(1, "ann"));
    world.source().assign(P0);

    world.runFor(ofSeconds(1));

    assertThat(forgetting.probe.events()).hasSize(1);
    assertThat(none.isOn()).isFalse();
    assertThat(none.find(id(1))).isInstanceOf(EventState.Unknown.class);
    assertThat(none.find("")).isInstanceOf(EventState.Unknown.class);
  }

  /** The value of a message whose id is not in a header. */
  private static byte[] valueWithId(String eventId, RelationsMessageBuilder message) {
    return "{\"schema\":{},\"payload\":{\"id\":\"%s\",\"payload\":%s}}"
        .formatted(eventId, message.payloadText())
        .getBytes(UTF_8);
  }

  private String json(int number) {
    return EventStateJson.of(events.find(id(number)));
  }

  /** The names of the states of the events 1 to {@code last}. */
  private List<String> states(int last) {
    return IntStream.rangeClosed(1, last)
        .mapToObj(number -> events.find(id(number)).getClass().getSimpleName())
        .toList();
  }

  private static String headerId(SourceRecord record) {
    byte[] value = Objects.requireNonNull(record.headers().get(0).value());
    return new String(value, UTF_8);
  }

  private Optional<ConsistencyToken> token(int number) {
    return events.find(id(number)) instanceof EventState.Applied applied
        ? applied.token()
        : Optional.empty();
  }
}
