package dev.rbacconsumer.core.status.tracking;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.status.Moment;
import dev.rbacconsumer.core.status.PassedOverStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the records that were passed over, by the class of their failure. The counts stay when a
 * partition is revoked, and end with the process. Thread-safe.
 */
final class PassedOverCounts {
  private final Map<FailureClass, Count> counts = new ConcurrentHashMap<>();

  void skipped(SourceRecord record, Failure failure, Moment now) {
    add(new Count(1, 0, record, failure, now));
  }

  void deadLettered(SourceRecord record, Failure failure, Moment now) {
    add(new Count(0, 1, record, failure, now));
  }

  private void add(Count one) {
    counts.merge(one.failure.kind(), one, Count::plus);
  }

  /** Returns one status for each class that has records, in the order of classes. */
  List<PassedOverStatus> statuses(long now) {
    return new TreeMap<>(counts).values().stream().map(count -> count.status(now)).toList();
  }

  /** Numbers of records, and the latest one. */
  private record Count(
      long skipped, long deadLettered, SourceRecord latest, Failure failure, Moment at) {
    Count plus(Count later) {
      return new Count(
          skipped + later.skipped,
          deadLettered + later.deadLettered,
          later.latest,
          later.failure,
          later.at);
    }

    PassedOverStatus status(long now) {
      return new PassedOverStatus(
          failure.kind(),
          skipped,
          deadLettered,
          latest.partition(),
          latest.offset(),
          new Failure(failure.kind(), failure.reason(), SafeText.sentence(failure.message())),
          at.at(),
          at.age(now),
          Optional.empty());
    }
  }
}
