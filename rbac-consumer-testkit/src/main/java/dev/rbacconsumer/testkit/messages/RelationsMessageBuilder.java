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

  /** Appends tuples to {@code relations_to_add}. */
  public RelationsMessageBuilder add(RelationTuple... tuples) {
    return add(List.of(tuples));
  }

  /** Appends tuples to {@code relations_to_add}. */
  public RelationsMessageBuilder add(Collection<RelationTuple> tuples) {
    additions.addAll(tuples);
    return this;
  }

  /** Appends tuples to {@code relations_to_remove}. */
  public RelationsMessageBuilder remove(RelationTuple... tuples) {
    return remove(List.of(tuples));
  }

  /** Appends tuples to {@code relations_to_remove}. */
  public RelationsMessageBuilder remove(Collection<RelationTuple> tuples) {
    removals.addAll(tuples);
    return this;
  }

  /** Sets the tenant. Default: {@code 12345}. Real messages sometimes have an empty one. */
  public RelationsMessageBuilder orgId(String organisation) {
    context.put("org_id", organisation);
    return this;
  }

  /** Sets the event type, in the context and in the row. Default: {@code assign_role}. */
  public RelationsMessageBuilder eventType(String type) {
    eventType = type;
    context.put("event_type", type);
    return this;
  }

  /**
   * Sets the time at which the producer wrote the event. Default: the start of 2026. It is written
   * in seconds, with a fraction only if the instant has one.
   */
  public RelationsMessageBuilder createdAt(Instant instant) {
    long seconds = instant.getEpochSecond();
    BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(instant.getNano(), 9));
    context.put("created_at", instant.getNano() == 0 ? seconds : exact.stripTrailingZeros());
    return this;
  }

  /**
   * Sets the resource that a producer waits for, as in {@code create_workspace}. By default it is
   * left out.
   */
  public RelationsMessageBuilder resource(String type, String id) {
    context.put("resource_type", type);
    context.put("resource_id", id);
    return this;
  }

  /** Sets the token that a migration job waits for. By default it is left out. */
  public RelationsMessageBuilder notifyToken(String token) {
    context.put("notify_token", token);
    return this;
  }

  /** Leaves out {@code resource_context}, with all of its values. */
  public RelationsMessageBuilder withoutContext() {
    contextLeftOut = true;
    return this;
  }

  /** Writes relations without the store's prefix: {@code member} in place of {@code t_member}. */
  public RelationsMessageBuilder bareRelations() {
    bareRelations = true;
    return this;
  }

  /**
   * Writes references as old documents do: the type as a plain name beside the id, without a
   * namespace, and a subject without an object of its own.
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
