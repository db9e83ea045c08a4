package dev.rbacconsumer.core.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.PartitionId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The quarantine of an instance that has no topic for one. */
class QuarantineStoreTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  @Test
  void withoutATopicNothingIsParkedAndNothingCanBe() throws Exception {
    ParkedRecord record =
        Parked.entry(Parked.record(3, "x"), Optional.empty(), "g1", "ann").parked();

    try (QuarantineStore.Session session =
        QuarantineStore.none().open(new PartitionId("outbox", 0), TIMEOUT)) {
      assertThat(session.parked()).isEmpty();
      assertThat(session.park(record, TIMEOUT))
          .contains(
              new Outcome.RetryLater("no_quarantine", "there is no topic for the quarantine"));
      assertThat(session.release(record, TIMEOUT)).as("nothing is left to release").isEmpty();
      assertThat(session.isLost()).as("opening it again would not help").isFalse();
    }
  }
}
