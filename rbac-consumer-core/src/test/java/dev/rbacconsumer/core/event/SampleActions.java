package dev.rbacconsumer.core.event;

import static dev.rbacconsumer.core.event.SampleEvents.PARTITION;
import static dev.rbacconsumer.core.event.SampleEvents.told;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.record.Offset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events of the actions of operators, with the lines that they are logged as. */
final class SampleActions {
  private SampleActions() {}

  static List<SampleEvents.Happening> all() {
    return List.of(
        told(
            new PartitionEvent.PauseChanged(
                PARTITION,
                Optional.of(new OperatorPause("ann", "schema is being fixed", Instant.EPOCH))),
            "WARN Paused by an operator (partition: outbox-3, by: ann,"
                + " since: 1970-01-01T00:00:00Z): schema is being fixed"),
        told(
            new PartitionEvent.PauseChanged(PARTITION, Optional.empty()),
            "INFO Resumed by an operator (partition: outbox-3)"),
        told(
            new PartitionEvent.OperatorActed(
                PARTITION,
                new ActionRequest(
                    PARTITION,
                    new OperatorAction.SetAside(new Offset(1245), "0123456789abcdef", true),
                    "ann",
                    "cannot be fixed",
                    Instant.EPOCH),
                new ActionReply(ActionReply.Code.HEAD_MOVED, "the first record is at offset 1246")),
            "INFO Operator action dead-letter (partition: outbox-3, offset: 1245,"
                + " digest: 0123456789abcdef, by: ann, reason: cannot be fixed): head_moved:"
                + " the first record is at offset 1246"),
        told(
            new RecordEvent.Parked(
                SampleEvents.RECORD,
                EventMetadata.UNKNOWN,
                Optional.of(SampleEvents.INVALID),
                Optional.empty()),
            "WARN Parked a message in the quarantine (partition: 3, offset: 1245):"
                + " invalid/missing_field: id: missing"),
        told(
            new RecordEvent.Parked(
                SampleEvents.RECORD,
                EventMetadata.UNKNOWN,
                Optional.empty(),
                Optional.of(new Offset(1240))),
            "INFO Parked a message in the quarantine (partition: 3, offset: 1245) behind offset"
                + " 1240, which touches the same objects"),
        told(new PartitionEvent.QuarantineChanged(PARTITION, QuarantineState.EMPTY)),
        told(
            new PartitionEvent.QuarantineChanged(
                PARTITION, QuarantineState.unknown("the topic does not answer")),
            "ERROR Cannot open the quarantine, so nothing is applied (partition: outbox-3): the"
                + " topic does not answer"));
  }
}
