package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.action.ActionReply;
import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.action.PendingAction;
import dev.rbacconsumer.core.event.DeliveryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A lane, and an operator who requests actions. */
abstract class OperatorScript extends LaneScript {
  static final long TIMEOUT = Duration.ofSeconds(25).toNanos();

  void begin(OperatorAction action, long time) {
    request(action, time, time + TIMEOUT);
  }

  void request(OperatorAction action, long time, long deadline) {
    ActionRequest request = new ActionRequest(PARTITION, action, "ann", "why", Instant.EPOCH);
    lane.operator().begin(new PendingAction(request, deadline, reply -> {}), time);
  }

  void observe(List<DeliveryEvent> events) {
    lane.operator().observe(events, now);
    report(events);
  }

  List<ActionReply> replies() {
    return lane.operator().takeAnswers().stream().map(PendingAction.Answered::reply).toList();
  }

  List<Code> codes() {
    return replies().stream().map(ActionReply::code).toList();
  }
}
