package dev.rbacconsumer.core.internal.inspect;

import dev.rbacconsumer.core.decode.WritePlanner;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Receives the records of a partition: the first is shown, and those behind it are counted up to a
 * limit. Keeps one record. Confined to one thread.
 */
public final class RecordCollector implements Predicate<SourceRecord> {
  private final OutboxDecoder decoder;
  private final WritePlanner planner;
  private final int most;
  private @Nullable InspectedRecord shown;
  private @Nullable BacklogSummary behind;

  /**
   * Creates a collector without records.
   *
   * @param planner finds the calls for a change
   * @param most most records behind the first one, at least 0
   */
  public RecordCollector(OutboxDecoder decoder, WritePlanner planner, int most) {
    this.decoder = decoder;
    this.planner = planner;
    this.most = most;
  }

  /** Takes the next record, and returns whether another one is wanted. */
  @Override
  public boolean test(SourceRecord record) {
    BacklogSummary summary = behind;
    if (summary == null) {
      shown = InspectedRecord.of(record, decoder, planner);
      behind = new BacklogSummary(decoder, shown.change());
      return most > 0;
    }
    summary.add(record);
    return summary.messages() < most;
  }

  /** Returns whether the limit was reached, so that no further record is wanted. */
  public boolean isFull() {
    return behind != null && behind.messages() >= most;
  }

  /** Returns the first record; empty if there was none. */
  public Optional<InspectedRecord> shown() {
    return Optional.ofNullable(shown);
  }

  /**
   * Returns what is known of the records behind the first one.
   *
   * @param readable position behind the last record that can be read
   * @param readTo position up to which the log was read
   * @param problem why reading ended early; empty if it did not
   * @return empty if there was no first record, or no other one was wanted
   */
  public Optional<Backlog> backlog(
      CommitPosition readable, CommitPosition readTo, Optional<String> problem) {
    return Optional.ofNullable(behind)
        .filter(it -> most > 0)
        .map(it -> new Backlog(it, readable, readTo, problem));
  }

  /** Returns the position behind the last record that was received; empty if there was none. */
  public Optional<CommitPosition> position() {
    return Optional.ofNullable(behind)
        .flatMap(BacklogSummary::last)
        .or(() -> shown().map(it -> it.record().offset()))
        .map(it -> it.commitPosition());
  }
}
