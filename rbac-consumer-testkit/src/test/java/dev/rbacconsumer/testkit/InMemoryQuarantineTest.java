package dev.rbacconsumer.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryQuarantineTest {
  private static final PartitionId PARTITION = new PartitionId("outbox", 1);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final InMemoryQuarantine quarantine = new InMemoryQuarantine();

  @Test
  void nextOwnerFindsParkedRecordsInTheOrderOfTheirOffsets() throws Exception {
    try (var first = open()) {
      first.park(parked(9), TIMEOUT);
      first.park(parked(5), TIMEOUT);
      first.park(parked(7), TIMEOUT);
      first.release(parked(7), TIMEOUT);
    }

    try (var next = open()) {
      assertThat(next.parked()).extracting(it -> it.offset().value()).containsExactly(5L, 9L);
    }
    assertThat(quarantine.openSessions()).isZero();
  }

  @Test
  void earlierOwnerNeitherParksNorReleases() throws Exception {
    var earlier = open();
    earlier.park(parked(5), TIMEOUT);
    var newer = open();

    var parking = earlier.park(parked(6), TIMEOUT);
    var releasing = earlier.release(parked(5), TIMEOUT);

    assertThat(List.of(parking, releasing)).allMatch(Optional::isPresent);
    assertThat(earlier.isLost()).isTrue();
    assertThat(newer.isLost()).isFalse();
    assertThat(quarantine.parked(PARTITION)).containsExactly(parked(5));
  }

  @Test
  void partitionsDoNotFenceEachOther() throws Exception {
    var session = open();

    quarantine.open(new PartitionId("outbox", 2), TIMEOUT);

    assertThat(session.park(parked(5), TIMEOUT)).isEmpty();
  }

  @Test
  void offsetsOfAnEarlierLogAreRecordsOfTheirOwn() throws Exception {
    var session = open();
    session.park(parked(5, "first"), TIMEOUT);
    session.park(parked(5, "second"), TIMEOUT);

    session.release(parked(5, "second"), TIMEOUT);

    assertThat(quarantine.parked(PARTITION)).containsExactly(parked(5, "first"));
  }

  @Test
  void writeWithoutAnAnswerHasTakenEffectAndLosesItsSession() throws Exception {
    var session = open();
    quarantine.loseAnswers(1);

    var lost = session.park(parked(5), TIMEOUT);

    assertThat(lost).isPresent();
    assertThat(quarantine.parked(PARTITION)).containsExactly(parked(5));
    assertThat(session.isLost()).isTrue();
    assertThat(session.park(parked(6), TIMEOUT)).isPresent();
    assertThat(open().parked()).containsExactly(parked(5));
  }

  @Test
  void unavailableQuarantineTakesNothingAndKeepsItsOwner() throws Exception {
    var session = open();
    quarantine.unavailable(true);

    assertThat(session.park(parked(5), TIMEOUT)).isPresent();
    assertThatThrownBy(this::open).isInstanceOf(SourceException.class);

    quarantine.unavailable(false);
    assertThat(session.park(parked(5), TIMEOUT)).isEmpty();
  }

  @Test
  void sessionThatExpiredStaysLost() throws Exception {
    var session = open();

    quarantine.expireSession(PARTITION);

    assertThat(session.isLost()).isTrue();
    assertThat(session.park(parked(5), TIMEOUT)).isPresent();
    assertThat(open().park(parked(5), TIMEOUT)).isEmpty();
  }

  private QuarantineStore.Session open() throws SourceException, InterruptedException {
    return quarantine.open(PARTITION, TIMEOUT);
  }

  private static ParkedRecord parked(long offset) {
    return parked(offset, "log");
  }

  private static ParkedRecord parked(long offset, String log) {
    return new ParkedRecord(
        new SourceRecord(PARTITION, new Offset(offset), 1, null, new byte[] {1}, List.of()),
        Optional.of(log),
        Optional.of(new Failure(FailureClass.REJECTED, "schema_type_error", "no such type")),
        Optional.empty(),
        Instant.EPOCH);
  }
}
