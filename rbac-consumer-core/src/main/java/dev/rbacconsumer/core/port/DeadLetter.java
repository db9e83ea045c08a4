package dev.rbacconsumer.core.port;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.event.Failure;
import dev.rbacconsumer.core.record.SourceRecord;
import java.time.Instant;
import java.util.Optional;

/**
 * A record that is sent to the dead-letter topic, or copied because an operator sets it aside.
 *
 * @param record as it was read
 * @param failure why the record could not be applied
 * @param at time at which it was given up
 * @param request the operator's request; empty where a policy gives the record up
 */
public record DeadLetter(
    SourceRecord record, Failure failure, Instant at, Optional<ActionRequest> request) {}
