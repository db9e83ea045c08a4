package dev.rbacconsumer.testkit.internal.sandbox;

import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import dev.rbacconsumer.testkit.relations.store.StoreSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the messages of the sandbox. Each one is about another principal. Not thread-safe. */
final class SandboxMessages {
  /** Type of bad messages. */
  static final String MISSING_TYPE = "rbac/workspace";

  /** Member that each bad message removes. */
  private static final RelationTuple GUEST =
      RelationTuple.parse("rbac/group:sandbox#t_member@rbac/principal:guest");

  private static final int ORGANISATIONS = 3;

  /** Of a burst, one message in as many removes the member of an earlier one. */
  private static final int REMOVAL_EVERY = 5;

  private final String topic;
  private int made;

  SandboxMessages(String topic) {
    this.topic = topic;
  }

  /** Returns the schema that refuses bad messages. */
  static StoreSchema schemaAtFirst() {
    return StoreSchema.rbac().without(MISSING_TYPE);
  }

  /** Returns the schema that accepts all messages. */
  static StoreSchema schemaWithAll() {
    return StoreSchema.rbac();
  }

  /**
   * Returns new messages, in the order in which they are to be published.
   *
   * @param now time at which they were written
   */
  List<SourceRecord> of(PromptLine.Publish wanted, Instant now) {
    List<SourceRecord> records = new ArrayList<>();
    int first = made;
    for (int i = 0; i < wanted.count(); i++) {
      RelationsMessageBuilder message =
          switch (wanted.kind()) {
            case GOOD -> good(made);
            case BAD -> bad(made);
            case BACK -> guest();
            case BURST ->
                // Three messages back is one that adds, in the same partition.
                i % REMOVAL_EVERY == REMOVAL_EVERY - 1 ? removal(first + i - 3) : good(made);
          };
      int elsewhere = wanted.kind() == PromptLine.Publish.Kind.BURST ? i % Sandbox.PARTITIONS : 0;
      int partition = wanted.partition().orElse(elsewhere);
      records.add(
          message
              .orgId("org-" + (1 + made % ORGANISATIONS))
              .createdAt(now)
              .timestamp(now)
              .build()
              .at(new PartitionId(topic, partition), new Offset(0)));
      made++;
    }
    return records;
  }

  private static RelationsMessageBuilder good(int number) {
    return OutboxMessages.relations().add(member(number)).eventType("add_principals_to_group");
  }

  private static RelationsMessageBuilder removal(int number) {
    return OutboxMessages.relations()
        .remove(member(number))
        .eventType("remove_principals_from_group");
  }

  private static RelationsMessageBuilder bad(int number) {
    return OutboxMessages.relations()
        .remove(GUEST)
        .add(
            RelationTuple.parse(
                MISSING_TYPE + ":w-%1$d#t_binding@rbac/role_binding:b-%1$d".formatted(number)))
        .eventType("assign_role");
  }

  private static RelationsMessageBuilder guest() {
    return OutboxMessages.relations().add(GUEST).eventType("add_principals_to_group");
  }

  private static RelationTuple member(int number) {
    return RelationTuple.parse("rbac/group:sandbox#t_member@rbac/principal:user-" + number);
  }
}
