package dev.rbacconsumer.core.event;

import dev.rbacconsumer.core.message.CustomEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.EventValidator;
import dev.rbacconsumer.core.message.MessageType;
import dev.rbacconsumer.core.message.OutboxPayload;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.message.WorkspaceEvent;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.record.TopicSettings;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that can happen, each with the lines that tell it at INFO. */
public final class SampleEvents {
  /** Content of every record here: where it shows, a payload shows. */
  public static final String CONTENT = "payload-secret";

  public static final SourceRecord RECORD = Records.at(3, 1245, CONTENT);
  public static final Failure TRANSIENT =
      new Failure(FailureClass.TRANSIENT, "unavailable", "no connection");
  static final Failure UNREADABLE =
      new Failure(FailureClass.UNREADABLE, "unreadable_batch", "the checksum is wrong");
  public static final Failure MALFORMED =
      new Failure(FailureClass.MALFORMED, "malformed", "not JSON");
  static final Failure INVALID = new Failure(FailureClass.INVALID, "missing_field", "id: missing");
  static final PartitionId PARTITION = Records.PARTITION;
  private static final Set<PartitionId> PARTITIONS = Set.of(PARTITION);
  private static final Duration DELAY = Duration.ofMillis(1050);

  private static final Backlog BACKLOG =
      new Backlog(LaneStage.IDLE, Optional.empty(), 0, 0, 0, Optional.empty(), Optional.empty());

  private static final Progress PROGRESS =
      new Progress(
          Optional.of(RECORD.offset()), Optional.empty(), Optional.empty(), Optional.of(DELAY));

  private static final TopicSettings RISKY =
      new TopicSettings(true, Optional.empty(), OptionalLong.empty(), false, 1, OptionalInt.of(1));

  private SampleEvents() {}

  /**
   * One of them.
   *
   * @param event what happened
   * @param lines what is to be told of it
   */
  public record Happening(DeliveryEvent event, List<String> lines) {}

  public static DataLoss loss(DataLoss.Kind kind) {
    return new DataLoss(
        kind, Optional.of(new CommitPosition(7)), new CommitPosition(12), new CommitPosition(20));
  }

  public static List<Happening> all() {
    return Stream.of(
            ofRecords(),
            ofFailedRecords(),
            ofDefects(),
            ofOwnership(),
            SampleActions.all(),
            ofStoreMarks(),
            ofPositions(),
            ofTopics(),
            ofTheSource())
        .flatMap(List::stream)
        .toList();
  }

  /** Returns every kind of event that there is. */
  public static List<Class<?>> kinds() {
    return Arrays.stream(DeliveryEvent.class.getPermittedSubclasses())
        .<Class<?>>flatMap(group -> Arrays.stream(group.getPermittedSubclasses()))
        .toList();
  }

  public static Decoding relations(String aggregateId, String eventType) {
    RelationTuple tuple =
        new RelationTuple(
            ObjectReference.of("rbac", "group", CONTENT),
            "member",
            SubjectReference.of(ObjectReference.of("rbac", "principal", "redhat/1")));
    return new Decoding.Relations(
        new RelationsEvent(
            metadata(aggregateId, eventType),
            TupleChange.net(List.of(), List.of(tuple)),
            0,
            false));
  }

  public static Decoding workspace(WorkspaceEvent.Operation operation, String id) {
    return new Decoding.Workspace(
        new WorkspaceEvent(metadata("", ""), operation, "org", "", id, CONTENT));
  }

  public static Decoding custom(String aggregateType, String eventId, String eventType) {
    MessageType<String> type =
        MessageType.of(
            aggregateType,
            OutboxPayload::json,
            EventValidator.none(),
            (event, metadata, timeout) -> new Outcome.Applied(Optional.empty()));
    return new Decoding.Custom(
        new CustomEvent<>(
            type,
            new EventMetadata(eventId, eventType, aggregateType, "", "", "", "", "", null),
            CONTENT));
  }

  private static List<Happening> ofRecords() {
    Decoding relations = relations("environment", "create_group");
    return List.of(
        told(
            new RecordEvent.Started(RECORD),
            "INFO Processing message (partition: 3, offset: 1245)"),
        told(
            new RecordEvent.Decoded(RECORD, relations),
            "INFO Processing relations message - aggregateid: environment,"
                + " event_type: create_group"),
        told(
            new RecordEvent.Decoded(RECORD, workspace(WorkspaceEvent.Operation.UPDATE, "ws")),
            "INFO Processing workspace message - workspace: ws, operation: update"),
        told(
            new RecordEvent.Decoded(RECORD, custom("group-renamed", "7f", "rename_group")),
            "INFO Processing custom message - aggregatetype: group-renamed, event_id: 7f,"
                + " event_type: rename_group"),
        told(
            new RecordEvent.Applied(RECORD, relations, 1, Duration.ofSeconds(1)),
            "INFO Message processed successfully (partition: 3, offset: 1245)"),
        told(
            new RecordEvent.Planned(RECORD, relations, PlannedAction.APPLY, Optional.empty()),
            "INFO Dry run: message would be applied (partition: 3, offset: 1245, event_type:"
                + " create_group)"),
        told(
            new RecordEvent.Planned(RECORD, relations, PlannedAction.BLOCK, Optional.of(INVALID)),
            "WARN Dry run: message would block its partition (partition: 3, offset: 1245):"
                + " invalid/missing_field: id: missing"),
        told(
            new RecordEvent.Applied(RECORD, relations, 3, Duration.ofMillis(63_256)),
            "INFO Message processed successfully (partition: 3, offset: 1245)",
            "INFO Message successfully processed after 3 attempts (total retry time: 63.26s)"),
        told(new RecordEvent.EventRepeated(RECORD, metadata("environment", "create_group"))),
        told(
            new RecordEvent.IdsNotUnique(RECORD, relations.metadata()),
            "WARN Event id  was used for two different events (partition: 3, offset: 1245), so no"
                + " event is passed over because of its id any more"),
        told(
            new RecordEvent.ListenerFailed(RECORD, AppliedListener.CONSISTENCY_TOKENS, "no\nroute"),
            "WARN Could not tell consistency_tokens of 1 applied message (latest: partition 3,"
                + " offset 1245); delivery goes on: no\\nroute"),
        told(
            new RecordEvent.TombstonePassed(RECORD),
            "INFO Passed over a tombstone (partition: 3, offset: 1245)"));
  }

  private static List<Happening> ofFailedRecords() {
    Violation violation = new Violation(ViolationCode.MALFORMED_JSON, "$", "not JSON");
    return List.of(
        told(
            new RecordEvent.Retrying(RECORD, EventMetadata.UNKNOWN, TRANSIENT, violation, 2, DELAY),
            "WARN Processing error for message (partition: 3, offset: 1245) on attempt 2:"
                + " transient/unavailable: no connection",
            "INFO Retrying message processing in 1.05s (attempt 2, partition: 3, offset: 1245)"),
        told(
            new RecordEvent.Skipped(RECORD, INVALID),
            "WARN Skipped a message (partition: 3, offset: 1245):"
                + " invalid/missing_field: id: missing"),
        told(
            new RecordEvent.Condemned(RECORD, INVALID),
            "WARN Setting a message aside (partition: 3, offset: 1245):"
                + " invalid/missing_field: id: missing"),
        told(
            new RecordEvent.DeadLettered(RECORD, INVALID),
            "WARN Message is kept among the dead letters (partition: 3, offset: 1245)"),
        told(
            new RecordEvent.WriteInDoubt(RECORD),
            "INFO A call to the store was sent and not answered by it, so it may still take effect"
                + " (partition: 3, offset: 1245); a new fence is taken before anything newer is"
                + " written"),
        told(
            new RecordEvent.GotOn(RECORD),
            "INFO A message that had failed gets on: a part of its change is applied (partition: 3,"
                + " offset: 1245)"),
        told(
            new RecordEvent.Stopped(RECORD, INVALID),
            "ERROR Stopping because of a message (partition: 3, offset: 1245):"
                + " invalid/missing_field: id: missing"));
  }

  private static List<Happening> ofDefects() {
    Throwable defect = new NoClassDefFoundError("org/example/Part\n");
    return List.of(
        told(
            new PartitionEvent.PortFailed(PARTITION, Optional.of(RECORD), "relation sink", defect),
            "ERROR Unexpected error in the relation sink (partition: 3, offset: 1245):"
                + " java.lang.NoClassDefFoundError: org/example/Part\\n"),
        told(
            new PartitionEvent.PortFailed(PARTITION, Optional.empty(), "fence authority", defect),
            "ERROR Unexpected error in the fence authority (partition: outbox-3):"
                + " java.lang.NoClassDefFoundError: org/example/Part\\n"),
        told(
            new PartitionEvent.LaneFailed(PARTITION, Optional.of(RECORD), defect),
            "ERROR The lane has ended because of an unexpected error (partition: 3, offset: 1245):"
                + " java.lang.NoClassDefFoundError: org/example/Part\\n"),
        told(new InstanceEvent.DeliveryFailed(defect)));
  }

  private static List<Happening> ofOwnership() {
    return List.of(
        told(new InstanceEvent.Assigned(PARTITIONS), "INFO Partitions assigned: [outbox-3]"),
        told(new InstanceEvent.Revoked(PARTITIONS), "INFO Partitions revoked: [outbox-3]"),
        told(
            new InstanceEvent.Lost(PARTITIONS),
            "WARN Partitions lost, the group membership had ended: [outbox-3]"),
        told(
            new PartitionEvent.FenceAcquired(PARTITION, 2, DELAY),
            "INFO Fence acquired (partition: outbox-3, attempts: 2)"),
        told(
            new PartitionEvent.FenceNotAcquired(
                PARTITION, "unavailable", "no connection", 2, Duration.ZERO, DELAY),
            "WARN Fence not acquired (partition: outbox-3) on attempt 2: unavailable:"
                + " no connection; trying again in 1.05s"),
        told(
            new PartitionEvent.FenceLost(
                PARTITION, Optional.of(RECORD), "the token is not valid", Outcome.FenceLoss.TAKEN),
            "WARN Fence lost (partition: 3, offset: 1245), nothing more is written until it is"
                + " ours again: the token is not valid"),
        told(
            new InstanceEvent.Stalled(Optional.of(PARTITION), "in a call", DELAY, PROGRESS),
            "ERROR STALLED (partition: outbox-3) for 1.05s without a reason, while in a call"
                + " - position: 1245, committed: none, last apply: never, last poll: 1.05s ago"),
        told(
            new PartitionEvent.LaneOverdue(PARTITION),
            "WARN An attempt did not end in time (partition: outbox-3);"
                + " the fence of the next owner voids it"));
  }

  private static List<Happening> ofStoreMarks() {
    return List.of(
        told(
            new StoreMarkEvent.MarkAdopted(PARTITION, new CommitPosition(7)),
            "INFO The store holds the lock of this partition and no mark, as another consumer"
                + " leaves it; it is marked now (partition: outbox-3, offset: 7)"),
        told(
            new StoreMarkEvent.MarkFailed(PARTITION, "unavailable", "no answer", 1, DELAY, true),
            "WARN The store could not be marked (partition: outbox-3) on attempt 1: unavailable:"
                + " no answer; trying again in 1.05s"),
        told(
            new StoreMarkEvent.MarkWritten(PARTITION, 3),
            "INFO The store is marked (partition: outbox-3, attempts: 3)"),
        told(
            new StoreMarkEvent.ReplayStarted(
                PARTITION, new CommitPosition(7), new CommitPosition(20)),
            "WARN Replay started (partition: outbox-3): the store may have seen offsets 7 to 19"
                + " before, so they are read twice, and each tuple goes straight to its last"
                + " state"),
        told(
            new StoreMarkEvent.ReplayBlocked(
                PARTITION, "the table is full: raise the setting", 1, DELAY),
            "ERROR REPLAY BLOCKED (partition: outbox-3) on attempt 1: the table is full: raise the"
                + " setting. Nothing of it is applied meanwhile; trying again in 1.05s"),
        told(
            new StoreMarkEvent.ReplayEnded(PARTITION, new CommitPosition(20), 5, 8),
            "WARN Replay ended (partition: outbox-3, offset: 20): 5 tuples, 8 operations left out"
                + " because later ones override them"));
  }

  private static List<Happening> ofPositions() {
    return List.of(
        told(
            new PartitionEvent.Recovering(
                RECORD.partition(), new CommitPosition(7), new CommitPosition(12)),
            "INFO Folding what an earlier owner may have applied (partition: outbox-3,"
                + " offsets: 7 to 11)"),
        told(
            new PartitionEvent.PositionSetOutside(RECORD.partition(), new CommitPosition(7)),
            "WARN The position was set by a tool or another consumer, and is honoured"
                + " (partition: outbox-3, offset: 7)"),
        told(
            new PartitionEvent.DataLossBlocks(PARTITION, loss(DataLoss.Kind.BELOW_START), 1, DELAY),
            "ERROR RECORDS ARE GONE (partition: outbox-3): offsets 7 to 11 were deleted before they"
                + " were read (committed: 7, log: 12 to 20). The partition is blocked, and nothing"
                + " is committed for it; looking again in 1.05s. To go on, stop all instances and"
                + " set the group's offset with Kafka's tools, or start with"
                + " RBAC_KAFKA_CONSUMER_ON_DATA_LOSS=earliest or latest until it has moved"),
        told(
            new PartitionEvent.DataLossPassed(
                PARTITION, loss(DataLoss.Kind.RECREATED), new CommitPosition(12)),
            "ERROR RECORDS ARE GONE (partition: outbox-3): the topic was deleted and made anew, so"
                + " the committed offset 7 is not of this log (log: 12 to 20). Reading goes on at"
                + " offset 12, as RBAC_KAFKA_CONSUMER_ON_DATA_LOSS says"),
        told(
            new PartitionEvent.DataLossBlocks(PARTITION, loss(DataLoss.Kind.COMPACTED), 1, DELAY),
            "ERROR TOPIC IS COMPACTED (partition: outbox-3): the topic is compacted, so records may"
                + " be missing anywhere in its log (log: 12 to 20). The partition is blocked, and"
                + " nothing is committed for it; looking again in 1.05s. End compaction with"
                + " kafka-configs.sh --bootstrap-server … --alter --entity-type topics"
                + " --entity-name outbox --add-config cleanup.policy=delete, and replicate again"
                + " what may be missing. To read the topic all the same, set"
                + " RBAC_KAFKA_CONSUMER_ALLOW_COMPACTED_TOPIC=true"),
        told(
            new PartitionEvent.BatchUnreadable(PARTITION, RECORD.offset(), UNREADABLE, 1, DELAY),
            "ERROR UNREADABLE BATCH (partition: outbox-3, offset: 1245) on attempt 1:"
                + " unreadable/unreadable_batch: the checksum is wrong. The partition is blocked"
                + " there and the others go on; reading again in 1.05s. Look at it with"
                + " kafka-dump-log.sh on the broker, and make a replica that has it the leader."
                + " Where none has, stop all instances and set the group's offset behind it with"
                + " Kafka's tools: what is not committed before it is lost"),
        told(
            new PartitionEvent.BatchReadable(PARTITION, RECORD.offset()),
            "INFO Reads on (partition: outbox-3, offset: 1245)"),
        told(
            new PartitionEvent.MarkUnreadable(RECORD.partition(), "some\ntext"),
            "WARN The committed metadata is not ours and counts as none (partition: outbox-3):"
                + " some\\ntext"),
        told(
            new PartitionEvent.Positioned(PARTITION, Optional.of(new CommitPosition(1245))),
            "INFO Reading from offset 1245 (partition: outbox-3)"),
        told(
            new PartitionEvent.Positioned(PARTITION, Optional.empty()),
            "INFO Reading from the first record (partition: outbox-3)"));
  }

  private static List<Happening> ofTopics() {
    return List.of(
        told(
            new InstanceEvent.TopicSettingsRead("outbox", Optional.of(RISKY)),
            "WARN The settings of a topic put records at risk (topic: outbox): cleanup.policy"
                + " includes compact, so the broker deletes records that have a later one with the"
                + " same key, and the changes in them are lost, removals of access among them. End"
                + " compaction with kafka-configs.sh --bootstrap-server … --alter --entity-type"
                + " topics --entity-name outbox --add-config cleanup.policy=delete, and replicate"
                + " again what may be missing",
            "WARN The settings of a topic put records at risk (topic: outbox): the replication"
                + " factor is 1, so the loss of one broker loses records"),
        told(new InstanceEvent.TopicSettingsRead("outbox", Optional.empty())));
  }

  private static List<Happening> ofTheSource() {
    return List.of(
        told(
            new PartitionEvent.Committed(
                PARTITION, new CommitPosition(1246), Optional.of(RECORD.offset())),
            "INFO Committed offset (partition: 3, offset: 1245)"),
        told(
            new PartitionEvent.Committed(PARTITION, new CommitPosition(1246), Optional.empty()),
            "INFO Committed a position without a new record (partition: 3, next offset: 1246)"),
        told(
            new InstanceEvent.CommitFailed(PARTITIONS, "timed out"),
            "WARN Commit failed and will be tried again [outbox-3]: timed out"),
        told(new PartitionEvent.LaneBegun(PARTITION, () -> BACKLOG)),
        told(new PartitionEvent.ChangeApplied(PARTITION, 3)),
        told(new InstanceEvent.Polled(12)),
        told(new InstanceEvent.StallEnded(Optional.empty()), "INFO Moves again (source thread)"),
        told(
            new InstanceEvent.SourceFailed("not authorized"),
            "WARN Kafka cannot be read for now and will be tried again: not authorized"));
  }

  private static EventMetadata metadata(String aggregateId, String eventType) {
    return new EventMetadata("", eventType, "", aggregateId, "", "", "", "", null);
  }

  static Happening told(DeliveryEvent event, String... lines) {
    return new Happening(event, List.of(lines));
  }
}
