package dev.rbacconsumer.core.status.tracking;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.status.PassedOverStatus;
import dev.rbacconsumer.core.status.StatusSnapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a status says of records that were skipped or set aside. */
class PassedOverStatusTest extends StatusScript {
  private static final Failure MALFORMED =
      new Failure(FailureClass.MALFORMED, "malformed_json", "not\tJSON");

  @Test
  void thereIsNoneAtFirst() {
    assertThat(snapshot().passedOver()).isEmpty();
    assertThat(snapshot().degradedAfterPassingOver(ofHours(1)).needsAttention()).isFalse();
  }

  @Test
  void eachClassHasItsNumbersAndItsLatestRecord() {
    on(new RecordEvent.Skipped(record(5), REJECTED));
    on(new RecordEvent.Skipped(record(6), MALFORMED));
    on(new RecordEvent.DeadLettered(record(7), MALFORMED));
    clock.advance(ofMinutes(1));
    on(new RecordEvent.DeadLettered(record(9), MALFORMED));
    Instant last = clock.now();
    clock.advance(ofMinutes(2));

    assertThat(snapshot().passedOver())
        .first()
        .isEqualTo(
            new PassedOverStatus(
                FailureClass.MALFORMED,
                1,
                2,
                P0,
                new Offset(9),
                new Failure(FailureClass.MALFORMED, "malformed_json", "not\\tJSON"),
                last,
                ofMinutes(2),
                Optional.empty()));
    assertThat(snapshot().passedOver())
        .extracting(it -> it.kind().label() + " " + it.count() + " " + it.offset())
        .containsExactly("malformed 3 9", "rejected 1 5");
  }

  @Test
  void theyStayWhenTheirPartitionHasGone() {
    on(new RecordEvent.Skipped(record(5), MALFORMED));

    on(new InstanceEvent.Revoked(Set.of(P0)));

    assertThat(snapshot().passedOver()).singleElement().matches(it -> it.skipped() == 1);
  }

  @Test
  void theInstanceIsDegradedForTheTimeAfterTheLatestOne() {
    on(new RecordEvent.Skipped(record(5), MALFORMED));
    clock.advance(ofMinutes(30));
    on(new RecordEvent.Skipped(record(6), MALFORMED));
    Instant last = clock.now();
    clock.advance(ofHours(1).minus(ofNanos(1)));

    StatusSnapshot during = snapshot().degradedAfterPassingOver(ofHours(1));
    clock.advance(ofNanos(1));
    StatusSnapshot after = snapshot().degradedAfterPassingOver(ofHours(1));

    assertThat(during.needsAttention()).isTrue();
    assertThat(during.passedOver().get(0).degradedUntil()).contains(last.plus(ofHours(1)));
    assertThat(after.needsAttention()).isFalse();
    assertThat(after.passedOver()).singleElement().matches(it -> it.degradedUntil().isEmpty());
  }

  @Test
  void zeroIsNotAtAll() {
    on(new RecordEvent.Skipped(record(5), MALFORMED));

    assertThat(snapshot().degradedAfterPassingOver(ZERO).needsAttention()).isFalse();
  }
}
