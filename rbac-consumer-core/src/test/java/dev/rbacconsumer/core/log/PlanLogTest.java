package dev.rbacconsumer.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.event.Records;
import dev.rbacconsumer.core.event.SampleEvents;
import dev.rbacconsumer.core.message.Decoding;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** The lines of a dry run whose messages come fast. */
class PlanLogTest {
  private static final int MAX_RATE = 2;
  private static final Decoding RELATIONS = SampleEvents.relations("a-1", "create_group");

  private final ManualClock clock = new ManualClock();
  private final CapturedLines lines = new CapturedLines(Level.INFO);
  private final DeliveryLog log = new DeliveryLog(lines, clock, OptionalInt.of(MAX_RATE));

  @Test
  void theFirstFailureOfEachKindHasALineAndTheRestIsCounted() {
    for (int i = 0; i < 3; i++) {
      log.on(new RecordEvent.Started(Records.at(0, i, "")));
    }

    for (int i = 0; i < 1_000; i++) {
      plan(0, 100 + i, PlannedAction.SKIP, Optional.of(SampleEvents.MALFORMED));
    }
    plan(0, 1_100, PlannedAction.APPLY, Optional.empty());
    plan(1, 7, PlannedAction.SKIP, Optional.of(SampleEvents.MALFORMED));
    clock.advance(Duration.ofSeconds(12));
    log.on(new InstanceEvent.Polled(0));

    assertThat(lines.take())
        .filteredOn(line -> line.contains("Dry run"))
        .containsExactly(
            "WARN Dry run: message would be skipped (partition: 0, offset: 100):"
                + " malformed/malformed: not JSON",
            "WARN Dry run: message would be skipped (partition: 1, offset: 7):"
                + " malformed/malformed: not JSON",
            "INFO Dry run: checked 1001 messages (partition: 0, offsets: 100 to 1100) in 12.00s:"
                + " 1 apply, 1000 skip; nothing was applied or committed",
            "INFO Dry run: checked 1 messages (partition: 1, offsets: 7 to 7) in 12.00s: 1 skip;"
                + " nothing was applied or committed");
  }

  @Test
  void countsAreWrittenWhenTheInstanceStops() {
    for (int i = 0; i < 3; i++) {
      log.on(new RecordEvent.Started(Records.at(0, i, "")));
    }
    plan(0, 2, PlannedAction.APPLY, Optional.empty());

    log.flush();

    assertThat(lines.take())
        .last()
        .isEqualTo(
            "INFO Dry run: checked 1 messages (partition: 0, offsets: 2 to 2) in 0.00s: 1 apply;"
                + " nothing was applied or committed");
  }

  private void plan(int partition, long offset, PlannedAction action, Optional<Failure> failure) {
    log.on(new RecordEvent.Planned(Records.at(partition, offset, ""), RELATIONS, action, failure));
  }
}
