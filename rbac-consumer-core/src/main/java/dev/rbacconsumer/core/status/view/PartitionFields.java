package dev.rbacconsumer.core.status.view;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.event.QuarantineState;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.status.BlockedRecord;
import dev.rbacconsumer.core.status.FenceStatus;
import dev.rbacconsumer.core.status.LossStatus;
import dev.rbacconsumer.core.status.OpenTransactionStatus;
import dev.rbacconsumer.core.status.PartitionStatus;
import dev.rbacconsumer.core.status.ProblemStatus;
import dev.rbacconsumer.core.status.StallStatus;
import java.io.IOException;
import java.util.Optional;

/** Writes the status of one partition. */
final class PartitionFields {
  private PartitionFields() {}

  static void write(PartitionStatus status, FieldWriter fields) throws IOException {
    fields.number("partition", status.partition().number());
    fields.text("state", status.condition().label());
    fields.number("position", status.position().map(CommitPosition::value));
    fields.number("committed", status.committed().map(CommitPosition::value));
    fields.number("end", status.end().map(CommitPosition::value));
    fields.number("lag", status.lag());
    fields.seconds("lag_seconds", status.oldest());
    fields.seconds("removal_lag_seconds", status.oldestRemoval());
    fields.flag("removal_lag_is_bound", status.oldestRemovalIsBound());
    fields.seconds("since_apply_seconds", status.sinceApplied());
    fields.number("queue_records", status.queuedRecords());
    fields.number("queue_bytes", status.queuedBytes());
    fields.number("window_left", status.windowLeft());
    fields.object("fence", status.fence(), PartitionFields::fence);
    fields.objectOrNull("blocked", status.blocked(), PartitionFields::blocked);
    fields.objectOrNull("paused", status.paused(), PartitionFields::paused);
    fields.objectOrNull(
        "quarantine",
        Optional.of(status.quarantine()).filter(it -> !it.equals(QuarantineState.EMPTY)),
        PartitionFields::quarantine);
    fields.objectOrNull("data_loss", status.dataLoss(), PartitionFields::loss);
    fields.objectOrNull("stalled", status.stall(), PartitionFields::stall);
    fields.objectOrNull(
        "commit_problem", status.commitProblem(), problem(ProblemState.COMMITS.general()));
    fields.objectOrNull("transaction", status.transaction(), PartitionFields::transaction);
    fields.objectOrNull("plan", status.plan(), PlanFields::write);
    StoreMarkFields.write(status.storeMark(), fields);
  }

  private static void paused(OperatorPause pause, FieldWriter fields) throws IOException {
    fields.text("by", SafeText.field(pause.by()));
    fields.text("reason", SafeText.sentence(pause.reason()));
    fields.instant("since", pause.since());
    ProblemState.PAUSED.general().write(fields);
  }

  private static void quarantine(QuarantineState state, FieldWriter fields) throws IOException {
    boolean isKnown = state.problem().isEmpty();
    fields.number("records", Optional.of((long) state.records()).filter(it -> isKnown));
    fields.number("bytes", Optional.of(state.bytes()).filter(it -> isKnown));
    fields.number("first_offset", state.first().map(Offset::value));
    fields.instant("since", state.since());
    fields.known("problem", SafeText.sentence(state.problem().orElse("")));
    (isKnown ? ProblemState.QUARANTINE : ProblemState.QUARANTINE_CLOSED).general().write(fields);
  }

  private static void transaction(OpenTransactionStatus open, FieldWriter fields)
      throws IOException {
    fields.number("hidden_records", open.records());
    fields.instant("since", open.since());
    Advice advice = ProblemState.OPEN_TRANSACTION.general();
    fields.known("advice", open.isLong() ? advice.text() : "");
    fields.known("runbook", open.isLong() ? advice.section() : "");
  }

  static FieldWriter.Fields<ProblemStatus> problem(Advice advice) {
    return (problem, fields) -> {
      fields.text("reason", problem.message());
      fields.instant("since", problem.since());
      advice.write(fields);
    };
  }

  static void stall(StallStatus stall, FieldWriter fields) throws IOException {
    fields.text("doing", stall.doing());
    fields.instant("since", stall.since());
    Advices.on(stall).write(fields);
  }

  private static void fence(FenceStatus fence, FieldWriter fields) throws IOException {
    Optional<FenceStatus.Held> held =
        fence instanceof FenceStatus.Held it ? Optional.of(it) : Optional.empty();
    Optional<FenceStatus.Refused> refused =
        fence instanceof FenceStatus.Refused it ? Optional.of(it) : Optional.empty();
    fields.text("state", word(fence));
    fields.instant("held_since", held.map(FenceStatus.Held::since));
    fields.seconds("age_seconds", held.map(FenceStatus.Held::age));
    fields.objectOrNull("refused", refused, PartitionFields::refused);
  }

  private static void refused(FenceStatus.Refused fence, FieldWriter fields) throws IOException {
    fields.text("code", fence.reason());
    fields.known("cause", fence.loss().map(Outcome.FenceLoss::label).orElse(""));
    fields.text("reason", fence.message());
    fields.instant("since", fence.since());
    fields.number("attempts", fence.attempts());
    fields.instant("next_attempt_at", fence.nextAttemptAt());
    Advices.on(fence).write(fields);
  }

  private static String word(FenceStatus fence) {
    if (fence instanceof FenceStatus.Held) {
      return "held";
    } else if (fence instanceof FenceStatus.Refused) {
      return "refused";
    }
    return fence instanceof FenceStatus.Unused ? "unused" : "wanted";
  }

  private static void blocked(BlockedRecord record, FieldWriter fields) throws IOException {
    fields.number("offset", record.offset().value());
    fields.known("digest", record.digest());
    fields.known("key", record.key());
    fields.known("event_id", record.eventId());
    fields.known("event_type", record.eventType());
    fields.known("org_id", record.orgId());
    fields.text("class", record.failure().kind().label());
    fields.text("code", record.failure().reason());
    fields.text("reason", record.failure().message());
    fields.instant("first_failed_at", record.firstFailedAt());
    fields.text("first_error", record.firstFailure().toString());
    fields.number("attempts", record.attempts());
    fields.instant("last_failed_at", record.failedAt());
    fields.text("last_error", record.failure().toString());
    fields.instant("next_attempt_at", record.nextAttemptAt());
    Advices.on(record.failure()).write(fields);
  }

  private static void loss(LossStatus loss, FieldWriter fields) throws IOException {
    fields.text("kind", loss.loss().kind().label());
    fields.text("reason", loss.loss().toString());
    fields.number("committed", loss.loss().committed().map(CommitPosition::value));
    fields.number("log_begin", loss.loss().begin().value());
    fields.number("log_end", loss.loss().end().value());
    fields.number("store_mark", loss.loss().seen().map(CommitPosition::value));
    fields.instant("since", loss.since());
    fields.number("attempts", loss.attempts());
    fields.instant("next_look_at", loss.nextLookAt());
    Advices.on(loss.loss()).write(fields);
  }
}
