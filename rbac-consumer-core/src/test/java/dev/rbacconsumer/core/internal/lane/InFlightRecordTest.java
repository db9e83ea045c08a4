package dev.rbacconsumer.core.internal.lane;

import static dev.rbacconsumer.core.internal.lane.LaneScript.decode;
import static dev.rbacconsumer.core.internal.lane.LaneScript.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of one record in work. */
class InFlightRecordTest {
  private static final Decoding MALFORMED =
      new Decoding.Malformed(new Violation(ViolationCode.MALFORMED_JSON, "$", "as scripted"));

  private static final Failure REFUSED = new Failure(FailureClass.REJECTED, "refused", "why");
  private static final Failure DOWN = new Failure(FailureClass.TRANSIENT, "down", "why");

  private final InFlightRecord entry = new InFlightRecord(record(0, "+a"), 100);

  @Test
  void whatItIsHasToBeFoundOutFirst() {
    assertThat(entry.decoding()).isNull();
    assertThat(entry.hasRecipients()).isFalse();
    assertThat(entry.isUnstored()).isFalse();
    assertThatThrownBy(entry::known)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("outbox-0@0");
  }

  @Test
  void whatIsKnownOfItsEventStaysKnownWhileItIsTriedAgain() {
    EventMetadata known = new EventMetadata("7f", "", "", "", "", "", "", "", null);
    Violation fault = new Violation(ViolationCode.MISSING_FIELD, "$", "as scripted");
    assertThat(entry.metadata()).isEqualTo(EventMetadata.UNKNOWN);
    entry.decoded(new Decoding.Invalid(List.of(fault), known));

    entry.failed(REFUSED, 0, 200);

    assertThat(entry.decoding()).isNull();
    assertThat(entry.metadata()).isEqualTo(known);
  }

  @Test
  void aChangeIsForTheStoreUntilTheStoreHasIt() {
    entry.decoded(decode(entry.record));
    assertThat(entry.hasRecipients()).isTrue();
    assertThat(entry.isUnstored()).isTrue();
    assertThat(entry.isStored()).isFalse();

    entry.stored();

    assertThat(entry.isUnstored()).isFalse();
    assertThat(entry.isStored()).isTrue();
    assertThat(entry.isHandled()).isFalse();
  }

  @Test
  void aWorkspaceIsForAHandlerUntilThatHasDealtWithIt() {
    entry.decoded(decode(record(0, "w")));
    assertThat(entry.hasRecipients()).isTrue();
    assertThat(entry.isUnstored()).isFalse();
    assertThat(entry.isHandled()).isFalse();

    entry.stored();

    assertThat(entry.isHandled()).isTrue();
  }

  @Test
  void whatCannotBeReadAndWhatIsEmptyIsForNoOne() {
    for (Decoding decoding :
        new Decoding[] {MALFORMED, new Decoding.Tombstone(), decode(record(0, "!"))}) {
      entry.decoded(decoding);

      assertThat(entry.hasRecipients()).as(decoding.toString()).isFalse();
      assertThat(entry.known()).isEqualTo(decoding);
    }
  }

  @Test
  void aMessageAtFaultIsReadAgainAtTheNextAttempt() {
    for (Decoding decoding : new Decoding[] {MALFORMED, decode(record(0, "!"))}) {
      entry.decoded(decoding);

      entry.failed(REFUSED, 0, 200);

      assertThat(entry.decoding()).isNull();
    }
  }

  @Test
  void aMessageWithoutFaultIsReadOnce() {
    Decoding decoding = decode(entry.record);
    entry.decoded(decoding);

    entry.failed(REFUSED, 0, 200);

    assertThat(entry.decoding()).isEqualTo(decoding);
  }

  @Test
  void isDueAtOnceAndAfterAFailureAtTheTimeThatWasSet() {
    assertThat(entry.isDue(100)).isTrue();

    entry.failed(REFUSED, 0, 200);

    assertThat(entry.failures()).isEqualTo(1);
    assertThat(entry.waitUntilDue()).isEqualTo(new LaneAction.WaitUntil(200, false));
    assertThat(entry.isDue(199)).isFalse();
    assertThat(entry.isDue(200)).isTrue();
  }

  @Test
  void afterAnOutageItIsTriedEarlierAndItsWaitsAreShorterAgain() {
    for (int attempt = 1; attempt <= 9; attempt++) {
      entry.failed(DOWN, 0, 900);
    }

    entry.retryBy(300);

    assertThat(entry.waitUntilDue()).isEqualTo(new LaneAction.WaitUntil(300, true));
    assertThat(entry.failures()).isEqualTo(9);
    assertThat(entry.nextWait()).isEqualTo(6);
  }

  @Test
  void anOutageDoesNotMakeAnAttemptLater() {
    entry.failed(DOWN, 0, 200);

    entry.retryBy(300);

    assertThat(entry.waitUntilDue()).isEqualTo(new LaneAction.WaitUntil(200, true));
  }

  @Test
  void aRecordThatIsItselfTheCauseKeepsItsWait() {
    entry.failed(DOWN, 0, 200);
    entry.failed(REFUSED, 0, 900);

    entry.retryBy(300);

    assertThat(entry.waitUntilDue()).isEqualTo(new LaneAction.WaitUntil(900, false));
    assertThat(entry.nextWait()).isEqualTo(3);
  }

  @Test
  void timesAreComparedAsTheMonotonicClockWants() {
    entry.failed(REFUSED, 0, Long.MIN_VALUE + 5);

    assertThat(entry.isDue(Long.MAX_VALUE)).isFalse();
    assertThat(entry.isDue(Long.MIN_VALUE + 5)).isTrue();
  }

  @Test
  void failsSinceItsFirstFailedAttempt() {
    entry.failed(DOWN, 150, 200);
    entry.failed(REFUSED, 250, 300);

    assertThat(entry.failingSince()).isEqualTo(150);
    assertThat(entry.lastFailure()).isEqualTo(REFUSED);
  }

  @Test
  void failsSinceItsFirstFailedAttemptUnderAnEarlierFence() {
    InFlightRecord known = new InFlightRecord(record(0, "+a"), 30, 2, 40, 100);
    assertThat(known.lastFailure()).as("under this fence").isNull();

    known.failed(DOWN, 150, 200);

    assertThat(known.failingSince()).isEqualTo(40);
    assertThat(known.failures()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(FailureClass.class)
  void onlyAMessageThatIsAtFaultIsFaulty(FailureClass kind) {
    assertThat(entry.isFaulty()).as("no attempt has failed").isFalse();

    entry.failed(new Failure(kind, "reason", "why"), 0, 200);

    assertThat(entry.isFaulty())
        .isEqualTo(kind == FailureClass.MALFORMED || kind == FailureClass.INVALID);
  }

  @Test
  void anAttemptWithProgressEndsTheWaitForOthers() {
    entry.failed(DOWN, 0, 900);
    assertThat(entry.waitsForOthers()).isTrue();

    entry.gotOn();

    assertThat(entry.waitsForOthers()).isFalse();
    assertThat(entry.failures()).isZero();
    assertThat(entry.nextWait()).isEqualTo(1);
  }

  @Test
  void isSetAsideForTheReasonItWasCondemnedFor() {
    Failure failure = new Failure(FailureClass.REJECTED, "unknown_type", "no such type");
    assertThat(entry.condemned()).isNull();

    entry.markForDeadLetter(failure);

    assertThat(entry.condemned()).isEqualTo(failure);
  }
}
