package dev.rbacconsumer.testkit.bench;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RecordedMessage;
import dev.rbacconsumer.testkit.messages.RecordedMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Messages that one measured operation decodes, one after the other.
 *
 * @param records each a valid relations message
 */
record Workload(List<SourceRecord> records) {
  /** Every relations message that a real connector was recorded with. */
  static final String RECORDED = "recorded";

  /** Names of the workloads that are measured. */
  static final List<String> NAMES = List.of(RECORDED, "1", "10", "100", "1000");

  /** Short messages come in numbers, so that none is learned by heart. */
  private static final int TUPLES_AT_LEAST = 100;

  private static final OutboxDecoder DECODER = new OutboxDecoder(DecoderSettings.DEFAULT);

  /**
   * The workload of a name.
   *
   * @param name {@link #RECORDED}, or how many tuples each message has
   */
  static Workload named(String name) {
    if (name.equals(RECORDED)) {
      return new Workload(
          RecordedMessages.all().stream()
              .map(RecordedMessage::toSourceRecord)
              .filter(it -> DECODER.decode(it) instanceof Decoding.Relations)
              .toList());
    }
    int tuples = Integer.parseInt(name);
    Random random = new Random(tuples);
    List<SourceRecord> records = new ArrayList<>();
    while (records.isEmpty() || records.size() * tuples < TUPLES_AT_LEAST) {
      records.add(message(tuples, random).build().at(0, records.size()));
    }
    return new Workload(List.copyOf(records));
  }

  /** Tuples of all messages together, as the messages name them. */
  long tuples() {
    return records.stream()
        .map(it -> ((Decoding.Relations) DECODER.decode(it)).event().change())
        .mapToLong(it -> it.size() + it.duplicatesDropped())
        .sum();
  }

  /** Bytes of all values together. */
  long bytes() {
    return records.stream().mapToLong(SourceRecord::sizeInBytes).sum();
  }

  /** One in four is removed, as in an update of a role that keeps most of itself. */
  private static RelationsMessageBuilder message(int tuples, Random random) {
    RelationsMessageBuilder message = OutboxMessages.relations().bareRelations();
    for (int i = 0; i < tuples; i++) {
      RelationTuple tuple = tuple(i, random);
      if (i % 4 == 3) {
        message.remove(tuple);
      } else {
        message.add(tuple);
      }
    }
    return message;
  }

  /**
   * What the producer writes most: bindings, their roles, their groups, and the groups' members.
   */
  private static RelationTuple tuple(int index, Random random) {
    String one = id(random);
    String other = id(random);
    return switch (index % 4) {
      case 0 -> tuple("role_binding", one, "role", "role", other, "");
      case 1 -> tuple("role_binding", one, "subject", "group", other, "member");
      case 2 -> tuple("workspace", one, "binding", "role_binding", other, "");
      default -> tuple("group", one, "member", "principal", "localhost/" + other, "");
    };
  }

  private static RelationTuple tuple(
      String resource, String id, String relation, String subject, String subjectId, String set) {
    return new RelationTuple(
        ObjectReference.of("rbac", resource, id),
        relation,
        new SubjectReference(ObjectReference.of("rbac", subject, subjectId), set));
  }

  private static String id(Random random) {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
