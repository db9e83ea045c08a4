package dev.rbacconsumer.core.message.outbox;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.ViolationCollector;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The parts of one message that have been read so far. */
final class MessageDraft {
  final ViolationCollector faults = new ViolationCollector();
  final UnknownFields unknown;
  final List<RelationTuple> removals = new ArrayList<>();
  final List<RelationTuple> additions = new ArrayList<>();
  boolean hasRemovals;
  boolean hasAdditions;
  boolean notAnEnvelope;
  boolean expanded;

  /** Whether a field was read that identifies the value as a message, complete or not. */
  boolean recognized;

  int tuplesRead;

  String eventId = "";
  String eventType = "";
  String aggregateType = "";
  String aggregateId = "";
  String orgId = "";
  String resourceType = "";
  String resourceId = "";
  String notifyToken = "";
  @Nullable Instant createdAt;
  boolean createdAtUnusable;

  boolean hasWorkspace;
  @Nullable String operation;
  @Nullable String workspaceId;
  String workspaceName = "";
  @Nullable String workspaceOrg;
  String accountNumber = "";

  /**
   * @param unknownFields receives the path of every unknown field; null if only their number is
   *     needed
   */
  MessageDraft(@Nullable Consumer<String> unknownFields) {
    this.unknown = new UnknownFields(faults, unknownFields);
  }

  EventMetadata metadata() {
    return new EventMetadata(
        eventId,
        eventType,
        aggregateType,
        aggregateId,
        orgId,
        resourceType,
        resourceId,
        notifyToken,
        createdAt,
        createdAtUnusable);
  }
}
