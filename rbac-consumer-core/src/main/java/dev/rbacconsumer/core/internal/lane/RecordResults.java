package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.event.DeliveryEvent;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the results of decoding records, and of parking and releasing them. */
public final class RecordResults {
  private final Lane.Parts parts;
  private final Settlement settlement;
  private final QuarantineControl quarantine;
  private final OperatorControl operator;
  private final Runnable leavePosition;

  /**
   * @param leavePosition discards what was read under a fence that is no longer held
   */
  RecordResults(
      Lane.Parts parts,
      Settlement settlement,
      QuarantineControl quarantine,
      OperatorControl operator,
      Runnable leavePosition) {
    this.parts = parts;
    this.settlement = settlement;
    this.quarantine = quarantine;
    this.operator = operator;
    this.leavePosition = leavePosition;
  }

  @SuppressWarnings("ReferenceEquality") // One that was read again may be another one.
  boolean awaits(SourceRecord record) {
    InFlightRecord read = parts.replaying().inDecoding();
    InFlightRecord entry = read == null ? parts.work().undecoded() : read;
    return entry != null && entry.record == record;
  }

  /**
   * Takes the decoding of the record in work. Ignored if reading began at another position
   * meanwhile.
   */
  List<DeliveryEvent> decoded(Decoding decoding, long now, double draw) {
    if (parts.replaying().inDecoding() != null) {
      return parts.replaying().decoded(decoding, now, draw);
    }
    InFlightRecord entry = parts.work().undecoded();
    return entry == null ? List.of() : decoded(entry, decoding, now, draw);
  }

  private List<DeliveryEvent> decoded(
      InFlightRecord entry, Decoding decoding, long now, double draw) {
    entry.decoded(decoding);
    if (parts.replaying().readsBefore(entry)) {
      return List.of();
    }
    if (parts.work().putBack(entry, parts.buffer())) {
      return List.of();
    }
    quarantine.judge(entry);
    List<DeliveryEvent> events =
        new ArrayList<>(entry.isWaiting() ? List.of() : parts.replaying().compare(entry));
    if (entry.hasRecipients()) {
      events.add(new RecordEvent.Decoded(entry.record, decoding));
    }
    events.addAll(settlement.advance(now, draw));
    return events;
  }

  /**
   * Schedules another attempt after a failure of the decoder. A batch ends before that record; a
   * range to recover waits for it.
   */
  public List<DeliveryEvent> notDecoded(Failure failure, long now, double draw) {
    if (parts.replaying().inDecoding() != null) {
      return parts.replaying().notDecoded(failure, now, draw);
    }
    InFlightRecord entry = parts.work().undecoded();
    return entry == null ? List.of() : List.of(settlement.retry(entry, failure, null, now, draw));
  }

  /**
   * Takes the result of parking the first record.
   *
   * @param problem empty once it is durable
   * @param isLost whether the quarantine has to be opened again, under a new fence
   */
  public List<DeliveryEvent> parked(
      LaneAction.Park call,
      ParkedRecord parked,
      Optional<Outcome.RetryLater> problem,
      boolean isLost,
      long now,
      double draw) {
    List<DeliveryEvent> events = settlement.parked(call, parked, problem, now, draw);
    leaveIf(isLost, now, draw);
    return events;
  }

  /**
   * Takes the result of releasing a parked record.
   *
   * @param problem empty once it is durable
   * @param isLost whether the quarantine has to be opened again, under a new fence
   */
  public List<DeliveryEvent> released(
      LaneAction.Release release,
      Optional<Outcome.RetryLater> problem,
      boolean isLost,
      long now,
      double draw) {
    List<DeliveryEvent> events = operator.released(release, problem, isLost);
    leaveIf(isLost, now, draw);
    return events;
  }

  private void leaveIf(boolean isLost, long now, double draw) {
    if (isLost) {
      parts.ownership().lose(now, draw);
      leavePosition.run();
    }
  }
}
