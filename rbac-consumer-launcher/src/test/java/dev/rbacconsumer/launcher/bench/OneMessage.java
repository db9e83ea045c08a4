package dev.rbacconsumer.launcher.bench;

import dev.rbacconsumer.core.event.DeliveryObserver;
import dev.rbacconsumer.core.event.InstanceEvent;
import dev.rbacconsumer.core.event.PartitionEvent;
import dev.rbacconsumer.core.event.RecordEvent;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.port.RecordContext;
import dev.rbacconsumer.core.port.RecordScope;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a lane and the source thread tell of one message that passes, in their order. */
final class OneMessage {
  static final PartitionId PARTITION = new PartitionId("outbox.event.relations", 0);

  private final SourceRecord record;
  private final Decoding decoding;
  private final RecordContext undecoded;
  private final RecordContext decoded;

  OneMessage() {
    record =
        OutboxMessages.relations()
            .add(RelationTuple.parse("rbac/group:g#t_member@rbac/principal:ann"))
            .orgId("12345")
            .eventType("create_group")
            .createdAt(Instant.EPOCH)
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .build()
            .at(PARTITION, new Offset(1234));
    decoding = new OutboxDecoder(DecoderSettings.DEFAULT).decode(record);
    undecoded = new RecordContext(record);
    decoded = new RecordContext(record, decoding.metadata());
  }

  static void assign(DeliveryObserver observer) {
    observer.on(new InstanceEvent.Assigned(Set.of(PARTITION)));
  }

  void pass(RecordScope scope, DeliveryObserver observer) {
    RecordScope.Open call = scope.enter(undecoded);
    observer.on(new RecordEvent.Started(record));
    call.close();
    RecordScope.Open telling = scope.enter(undecoded);
    observer.on(new RecordEvent.Decoded(record, decoding));
    telling.close();
    RecordScope.Open apply = scope.enter(decoded);
    observer.on(new PartitionEvent.ChangeApplied(PARTITION, 1));
    apply.close();
    RecordScope.Open end = scope.enter(decoded);
    observer.on(new RecordEvent.Applied(record, decoding, 1, Duration.ofMillis(3)));
    end.close();
    observer.on(
        new PartitionEvent.Committed(
            PARTITION, record.offset().commitPosition(), Optional.of(record.offset())));
  }
}
