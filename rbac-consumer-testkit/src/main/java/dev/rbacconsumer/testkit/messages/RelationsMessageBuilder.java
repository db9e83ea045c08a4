package dev.rbacconsumer.testkit.messages;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds relations events. Start at {@link OutboxMessages#relations}. */
public final class RelationsMessageBuilder extends OutboxMessageBuilder<RelationsMessageBuilder> {
  private final List<RelationTuple> additions = new ArrayList<>();
  private final List<RelationTuple> removals = new ArrayList<>();
  private final Map<String, @Nullable Object> context = Jsonb.object();
  private String eventType = "";
  private boolean contextLeftOut;
  private boolean bareRelations;
  private boolean flatReferences;

  RelationsMessageBuilder() {
    orgId("12345").eventType("assign_role").createdAt(OutboxMessage.DEFAULT_TIME);
  }

  /** Appends to {@code relations_to_add}. */
  public RelationsMessageBuilder add(RelationTuple... tuples) {
    return add(List.of(tuples));
  }

  /** Appends to {@code relations_to_add}. */
  public RelationsMessageBuilder add(Collection<RelationTuple> tuples) {
    additions.addAll(tuples);
    return this;
  }

  /** Appends to {@code relations_to_remove}. */
  public RelationsMessageBuilder remove(RelationTuple... tuples) {
    return remove(List.of(tuples));
  }

  /** Appends to {@code relations_to_remove}. */
  public RelationsMessageBuilder remove(Collection<RelationTuple> tuples) {
    removals.addAll(tuples);
    return this;
  }

  /** The tenant; {@code 12345} unless set. Real ones are sometimes empty. */
  public RelationsMessageBuilder orgId(String organisation) {
    context.put("org_id", organisation);
    return this;
  }

  /** What happened, in the context and in the row; {@code assign_role} unless set. */
  public RelationsMessageBuilder eventType(String type) {
    eventType = type;
    context.put("event_type", type);
    return this;
  }

  /**
   * When the producer wrote the event; the start of 2026 unless set. Written in seconds: whole
   * where the instant is, otherwise with a fraction.
   */
  public RelationsMessageBuilder createdAt(Instant instant) {
    long seconds = instant.getEpochSecond();
    BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(instant.getNano(), 9));
    context.put("created_at", instant.getNano() == 0 ? seconds : exact.stripTrailingZeros());
    return this;
  }

  /** The resource that somebody waits for, as in {@code create_workspace}; left out unless set. */
  public RelationsMessageBuilder resource(String type, String id) {
    context.put("resource_type", type);
    context.put("resource_id", id);
    return this;
  }

  /** The token that a migration job waits for; left out unless set. */
  public RelationsMessageBuilder notifyToken(String token) {
    context.put("notify_token", token);
    return this;
  }

  /** Leaves {@code resource_context} out, whatever was set in it. */
  public RelationsMessageBuilder withoutContext() {
    contextLeftOut = true;
    return this;
  }

  /** Writes relations without the store's prefix: {@code member} for {@code t_member}. */
  public RelationsMessageBuilder bareRelations() {
    bareRelations = true;
    return this;
  }

  /**
   * Writes references as old documents do: the type a mere name beside the id, no namespace, and a
   * subject that holds no object of its own.
   */
  public RelationsMessageBuilder flatReferences() {
    flatReferences = true;
    return this;
  }

  @Override
  RelationsMessageBuilder self() {
    return this;
  }

  @Override
  Map<String, @Nullable Object> payload() {
    Map<String, @Nullable Object> payload = Jsonb.object();
    payload.put("relations_to_add", additions.stream().map(this::relation).toList());
    payload.put("relations_to_remove", removals.stream().map(this::relation).toList());
    if (!contextLeftOut) {
      payload.put("resource_context", context);
    }
    return payload;
  }

  @Override
  String aggregateType() {
    return "relations-replication-event";
  }

  @Override
  String rowType() {
    return eventType;
  }

  private Map<String, @Nullable Object> relation(RelationTuple tuple) {
    Map<String, @Nullable Object> relation = Jsonb.object();
    relation.put("resource", reference(tuple.resource()));
    relation.put(
        "relation",
        bareRelations
            ? tuple.relation().substring(StoreRules.RELATION_PREFIX.length())
            : tuple.relation());
    relation.put("subject", subject(tuple.subject()));
    return relation;
  }

  private Map<String, @Nullable Object> subject(SubjectReference reference) {
    Map<String, @Nullable Object> object = reference(reference.object());
    Map<String, @Nullable Object> subject = flatReferences ? object : Jsonb.object();
    if (!flatReferences) {
      subject.put("subject", object);
    }
    if (reference.hasRelation()) {
      subject.put("relation", reference.relation());
    }
    return subject;
  }

  private Map<String, @Nullable Object> reference(ObjectReference object) {
    Map<String, @Nullable Object> reference = Jsonb.object();
    reference.put("id", object.id());
    if (flatReferences) {
      reference.put("type", object.type().name());
    } else {
      Map<String, @Nullable Object> type = Jsonb.object();
      type.put("namespace", object.type().namespace());
      type.put("name", object.type().name());
      reference.put("type", type);
    }
    return reference;
  }
}
