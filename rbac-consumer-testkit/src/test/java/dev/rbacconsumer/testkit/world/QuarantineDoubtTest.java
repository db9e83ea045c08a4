package dev.rbacconsumer.testkit.world;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.RecordDigest;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Writes to the quarantine that are in doubt, and records that come or are attempted again. */
class QuarantineDoubtTest extends QuarantineScript {
  private static final RelationTuple CARL = tuple("rbac/group:g3#member@rbac/principal:carl");
  private static final RelationTuple DORA = tuple("rbac/group:g2#member@rbac/principal:dora");

  @Test
  void aRecordIsNotSetAsideWhileItMayBeParked() {
    run();
    quarantine.loseAnswers(1);
    append(List.of(), List.of(BAD, ANN));
    world.runFor(ofMillis(50));
    assertThat(parked()).containsExactly(0L);

    request(new OperatorAction.SetAside(new Offset(0), digest(0), false));
    world.runFor(ofMinutes(2));

    assertThat(codes()).doesNotContain(Code.DONE);
    assertThat(parked()).containsExactly(0L);
    assertThat(status().blocked()).isEmpty();
    assertThat(status().quarantine().records()).isEqualTo(1);
  }

  @Test
  void aReleaseWithoutAnAnswerIsLookedUp() {
    append(List.of(), List.of(BAD, ANN));
    append(List.of(ANN), List.of());
    run();
    store.setSchema(StoreSchema.rbac());
    quarantine.loseAnswers(1);

    release(0, true);
    world.runFor(ofMinutes(2));

    assertThat(codes()).containsExactly(Code.UNCONFIRMED);
    assertThat(parked()).containsExactly(1L);
    release(1, true);
    assertThat(codes()).containsExactly(Code.UNCONFIRMED, Code.DONE);
    assertThat(store.tuples()).containsExactly(BAD);
  }

  @Test
  void eventsThatComeAgainBringNothingBackThatWasRemovedBehindAParkedOne() {
    List<OutboxMessage> messages =
        List.of(
            OutboxMessages.relations().add(BOB).build(),
            OutboxMessages.relations().add(BAD, ANN).build());
    messages.forEach(it -> world.source().append(P0, it));
    run();
    assertThat(parked()).containsExactly(1L);
    // The group is set back before the parked record, as by a crash before its commit.
    world.source().revoke(P0);
    world.runFor(ofMillis(500));
    world.source().commitFromOutside(P0, 1);
    world.source().assign(P0);
    world.runFor(ofSeconds(2));
    OutboxMessage free = OutboxMessages.relations().add(CARL).build();
    OutboxMessage removal = OutboxMessages.relations().remove(ANN).build();
    world.source().append(P0, free);
    world.runFor(ofSeconds(1));
    store.setSchema(StoreSchema.rbac());
    release(1, true);
    assertThat(codes()).containsExactly(Code.DONE);
    world.source().append(P0, removal);
    world.runFor(ofSeconds(1));
    assertThat(store.tuples()).doesNotContain(ANN);

    List.of(messages.get(1), free, removal).forEach(it -> world.source().append(P0, it));
    world.runFor(ofSeconds(2));

    assertThat(store.tuples()).containsExactlyInAnyOrder(BAD, BOB, CARL);
  }

  @Test
  void whatHadToWaitBehindARecordThatIsSetAsideIsApplied() {
    world = world(new QuarantineSettings(true, Set.of(), false, 1, 1_000_000));
    append(List.of(), List.of(BAD, ANN));
    append(List.of(ANN), List.of(BOB));
    append(List.of(), List.of(DORA));
    run();
    assertThat(status().blocked().orElseThrow().failure().reason()).isEqualTo("quarantine_full");

    request(new OperatorAction.SetAside(new Offset(1), digest(1), false));
    world.runFor(ofSeconds(5));

    assertThat(codes()).containsExactly(Code.DONE);
    assertThat(parked()).containsExactly(0L);
    assertThat(store.tuples()).containsExactly(DORA);
  }

  @Test
  void anAdditionThatAWaitingRecordRemovesIsNamedInTheAnswer() {
    append(List.of(), List.of(BAD, ANN));
    append(List.of(ANN), List.of());
    run();
    store.setSchema(StoreSchema.rbac());

    release(0, true);

    assertThat(replies.get(0).message())
        .isEqualTo(
            "the record is released; 1 of its additions are left out, since waiting records remove"
                + " them; 1 wait in the quarantine");
    assertThat(store.tuples()).containsExactly(BAD);
  }

  private String digest(int offset) {
    return RecordDigest.of(records.get(offset));
  }
}
