package dev.rbacconsumer.core.delivery;

import static dev.rbacconsumer.core.port.FatalErrors.isFatal;

import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.event.FailureClass;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.internal.lane.LaneAction;
import dev.rbacconsumer.core.letter.LogPart;
import dev.rbacconsumer.core.letter.ReplayedLetter;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.DeadLetter;
import dev.rbacconsumer.core.port.DeadLetters;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.port.ReplayTableException;
import dev.rbacconsumer.core.port.SourceException;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls the ports of one lane. What a port throws is a defect of its adapter: it is reported to the
 * observer and becomes a failure that is retried, so that it blocks this partition and nothing
 * else. An error of the virtual machine is rethrown and ends the lane: no retry repairs it.
 */
final class PortCalls {
  static final String INTERNAL_ERROR = FailureReason.INTERNAL_ERROR.word();

  private final PartitionId partition;
  private final LaneContext context;
  private final DecodeAhead decoded;

  PortCalls(PartitionId partition, LaneContext context, DecodeAhead decoded) {
    this.partition = partition;
    this.context = context;
    this.decoded = decoded;
  }

  Outcome apply(LaneAction.Apply action, SourceRecord first, Runnable progress)
      throws InterruptedException {
    return call(
        "relation sink",
        Optional.of(first),
        () -> context.handler().apply(action.change(), action.fence(), first, progress),
        message -> new Outcome.RetryLater(INTERNAL_ERROR, message));
  }

  /** Applies a change, and those that follow it, and returns the outcome of the last one. */
  Outcome applyAll(ApplyChain chain, Runnable progress) throws InterruptedException {
    return call(
        "relation sink",
        () -> Optional.of(chain.current().first().record()),
        () -> context.handler().applyAll(chain.attempt(), progress, chain),
        message -> new Outcome.RetryLater(INTERNAL_ERROR, message));
  }

  Outcome handle(LaneAction.Handle action) throws InterruptedException {
    return call(
        "message handler",
        Optional.of(action.record()),
        () -> context.handler().handle(action.decoding()),
        message -> new Outcome.RetryLater(INTERNAL_ERROR, message));
  }

  FenceOutcome acquireFence() throws InterruptedException {
    Duration timeout = context.settings().attemptTimeout();
    return call(
        "fence authority",
        Optional.empty(),
        () -> context.fences().acquire(context.lockIds().apply(partition), timeout),
        message -> new FenceOutcome.NotAcquired(INTERNAL_ERROR, message));
  }

  Outcome mark(LaneAction.WriteMark action) throws InterruptedException {
    Duration timeout = context.settings().attemptTimeout();
    return call(
        "fence authority",
        Optional.empty(),
        () -> context.fences().mark(action.expected(), action.mark(), action.fence(), timeout),
        message -> new Outcome.RetryLater(INTERNAL_ERROR, message));
  }

  /** Probes the store, and returns whether it answers. */
  boolean probe() throws InterruptedException {
    RelationSink.Probe probe = context.probe().orElseThrow();
    return call(
        "probe of the store",
        Optional.empty(),
        () -> probe.answers(OutageDetector.PROBE_TIMEOUT),
        message -> false);
  }

  /**
   * Creates an empty table for a replay.
   *
   * @throws ReplayTableException when there is no place for one
   */
  ReplayTable openReplay() throws ReplayTableException, InterruptedException {
    return context.replayTables().open(partition);
  }

  /** Stores a record that a policy sets aside. */
  Optional<Outcome.RetryLater> keep(DeadLetter letter) throws InterruptedException {
    return keep(letter, context.deadLetters());
  }

  /** Stores the copy of a record that an operator sets aside. */
  Optional<Outcome.RetryLater> copy(DeadLetter letter) throws InterruptedException {
    return keep(letter, context.operatorCopies());
  }

  private Optional<Outcome.RetryLater> keep(DeadLetter letter, DeadLetters place)
      throws InterruptedException {
    return call(
        "place for dead letters",
        Optional.of(letter.record()),
        () -> place.keep(letter, context.settings().attemptTimeout()),
        message -> Optional.of(new Outcome.RetryLater(INTERNAL_ERROR, message)));
  }

  /**
   * Decodes a record, if that was not done before its turn, or finds its id, and returns the result
   * to report to the lane.
   */
  ActionResult decode(LaneAction.Decode action) throws InterruptedException {
    SourceRecord record = action.record();
    if (action.attempt() == 1 && action.isTurn()) {
      context.observer().on(new RecordEvent.Started(record));
    }
    return call(
        "decoder",
        Optional.of(record),
        () -> {
          String id = action.needsIdAlone() ? eventId(record) : "";
          if (!id.isEmpty()) {
            return whileAwaited(
                record,
                (lane, now, draw) -> {
                  lane.replaying().identified(id, this::eventId);
                  return List.of();
                });
          }
          Decoding decoding = Objects.requireNonNull(decoded.of(record));
          return whileAwaited(record, (lane, now, draw) -> lane.decoded(decoding, now, draw));
        },
        message -> {
          Failure failure = new Failure(FailureClass.TRANSIENT, INTERNAL_ERROR, message);
          return whileAwaited(record, (lane, now, draw) -> lane.notDecoded(failure, now, draw));
        });
  }

  /** Returns the id of the event of a record; empty where it is not known without decoding it. */
  private String eventId(SourceRecord record) {
    try {
      return Objects.requireNonNullElse(context.decoder().eventId(record), "");
    } catch (RuntimeException | Error thrown) {
      if (thrown instanceof Error error) {
        var unused = unlessFatal(error);
      }
      // Decoding the record tells more of the defect.
      return "";
    }
  }

  private static ActionResult whileAwaited(SourceRecord record, ActionResult result) {
    return (lane, now, draw) -> lane.awaits(record) ? result.report(lane, now, draw) : List.of();
  }

  /** Opens the quarantine of the partition. */
  QuarantineStore.Session openQuarantine() throws SourceException, InterruptedException {
    return read(
        "quarantine",
        () -> context.quarantine().open(partition, context.settings().attemptTimeout()));
  }

  /** Parks a record in the quarantine. */
  Optional<Outcome.RetryLater> park(QuarantineStore.Session session, ParkedRecord parked)
      throws InterruptedException {
    return call(
        "quarantine",
        Optional.of(parked.record()),
        () -> session.park(parked, context.settings().attemptTimeout()),
        message -> Optional.of(new Outcome.RetryLater(INTERNAL_ERROR, message)));
  }

  /** Releases a record from the quarantine. */
  Optional<Outcome.RetryLater> release(QuarantineStore.Session session, ParkedRecord parked)
      throws InterruptedException {
    return call(
        "quarantine",
        Optional.of(parked.record()),
        () -> session.release(parked, context.settings().attemptTimeout()),
        message -> Optional.of(new Outcome.RetryLater(INTERNAL_ERROR, message)));
  }

  /** Closes a quarantine. Never throws. */
  void close(QuarantineStore.Session session) {
    try {
      session.close();
    } catch (RuntimeException defect) {
      context
          .observer()
          .on(new PartitionEvent.PortFailed(partition, Optional.empty(), "quarantine", defect));
    }
  }

  /** Decodes a record that is not in work; empty if the decoder has failed. */
  Optional<Decoding> tryDecode(SourceRecord record) throws InterruptedException {
    return call(
        "decoder",
        Optional.of(record),
        () -> Optional.of(context.decoder().decode(record)),
        message -> Optional.empty());
  }

  /** Reads a part of the log for a replay of a dead letter. */
  LogPart readLog(LaneAction.ScanLog action) throws SourceException, InterruptedException {
    Duration timeout = context.settings().attemptTimeout();
    return read(
        "replays of dead letters",
        () ->
            context.letterReplays().read(action.partition(), action.from(), action.end(), timeout));
  }

  /** Applies a part of a dead letter, or passes it to its handler. */
  Outcome applyLetter(LaneAction.ApplyLetter action, Runnable progress)
      throws InterruptedException {
    return call(
        "relation sink",
        Optional.of(action.letter().record()),
        () ->
            action.change().isEmpty()
                ? context.handler().handle(action.decoding())
                : context
                    .handler()
                    .apply(action.change(), action.fence(), action.letter().record(), progress),
        message -> new Outcome.RetryLater(INTERNAL_ERROR, message));
  }

  /** Keeps that a dead letter was replayed. */
  Optional<Outcome.RetryLater> keepReplay(ReplayedLetter letter) throws InterruptedException {
    return call(
        "replays of dead letters",
        Optional.of(letter.record()),
        () -> context.letterReplays().keep(letter, context.settings().attemptTimeout()),
        message -> Optional.of(new Outcome.RetryLater(INTERNAL_ERROR, message)));
  }

  private static Error unlessFatal(Error thrown) {
    if (isFatal(thrown)) {
      throw thrown;
    }
    return thrown;
  }

  private <R> R call(
      String port, Optional<SourceRecord> record, Call<R> call, Function<String, R> failed)
      throws InterruptedException {
    return call(port, () -> record, call, failed);
  }

  private <R> R call(
      String port,
      Supplier<Optional<SourceRecord>> record,
      Call<R> call,
      Function<String, R> failed)
      throws InterruptedException {
    Throwable defect;
    try {
      return Objects.requireNonNull(call.make(), "it returned null");
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Exception thrown) {
      defect = thrown;
    } catch (Error thrown) {
      defect = unlessFatal(thrown);
    }
    context.observer().on(new PartitionEvent.PortFailed(partition, record.get(), port, defect));
    return failed.apply("defect in the adapter: " + defect);
  }

  private <R> R read(String port, Read<R> call) throws SourceException, InterruptedException {
    Throwable defect;
    try {
      return Objects.requireNonNull(call.make(), "it returned null");
    } catch (SourceException | InterruptedException known) {
      throw known;
    } catch (Exception thrown) {
      defect = thrown;
    } catch (Error thrown) {
      defect = unlessFatal(thrown);
    }
    context.observer().on(new PartitionEvent.PortFailed(partition, Optional.empty(), port, defect));
    throw SourceException.passing("defect in the adapter: " + defect, defect);
  }

  /** One call of a port that reads from Kafka. */
  private interface Read<R> {
    R make() throws SourceException, InterruptedException;
  }

  /** One call of a port. */
  private interface Call<R> {
    R make() throws InterruptedException;
  }
}
