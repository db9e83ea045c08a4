package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.PlannedAction;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.status.PlanStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what a dry run finds in one partition. Written by one thread, read by any. */
final class PlanCounts {
  private final Map<PlannedAction, AtomicLong> records = new EnumMap<>(PlannedAction.class);
  private volatile @Nullable CommitPosition readTo;
  private volatile PlanStatus.@Nullable PlannedProblem firstProblem;

  PlanCounts() {
    for (PlannedAction action : PlannedAction.values()) {
      records.put(action, new AtomicLong());
    }
  }

  void add(RecordEvent.Planned event, Instant now) {
    Objects.requireNonNull(records.get(event.action())).incrementAndGet();
    readTo = event.record().offset().commitPosition();
    if (firstProblem == null && event.failure().isPresent()) {
      Failure failure = event.failure().get();
      firstProblem =
          new PlanStatus.PlannedProblem(
              event.record().offset(),
              event.action(),
              new Failure(failure.kind(), failure.reason(), SafeText.sentence(failure.message())),
              now);
    }
  }

  PlanStatus status() {
    Map<PlannedAction, Long> counts = new EnumMap<>(PlannedAction.class);
    records.forEach((action, count) -> counts.put(action, count.get()));
    return new PlanStatus(Optional.ofNullable(readTo), counts, Optional.ofNullable(firstProblem));
  }
}
