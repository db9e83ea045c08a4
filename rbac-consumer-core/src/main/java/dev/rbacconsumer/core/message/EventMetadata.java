package dev.rbacconsumer.core.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an event: ids, type, tenant, resource and creation time. Everything is optional: an
 * empty text means unknown. None of it decides whether an event is applied.
 *
 * @param eventId the outbox row's id, equal on redelivery
 * @param eventType such as {@code create_group}; an open list
 * @param aggregateType such as {@code relations-replication-event}
 * @param aggregateId the outbox row's partition key
 * @param orgId organisation; empty if the event concerns none or several
 * @param resourceType such as {@code Workspace}
 * @param resourceId id of that resource
 * @param notifyToken token that a waiting migration job expects back
 * @param createdAt time at which the event was written, by the producer's clock; null if unknown
 * @param createdAtUnusable whether the message has such a time and it cannot be read as one
 */
public record EventMetadata(
    String eventId,
    String eventType,
    String aggregateType,
    String aggregateId,
    String orgId,
    String resourceType,
    String resourceId,
    String notifyToken,
    @Nullable Instant createdAt,
    boolean createdAtUnusable) {
  /** The metadata of which nothing is known. */
  public static final EventMetadata UNKNOWN =
      new EventMetadata("", "", "", "", "", "", "", "", null);

  /** Creates metadata whose creation time is usable, or missing. */
  public EventMetadata(
      String eventId,
      String eventType,
      String aggregateType,
      String aggregateId,
      String orgId,
      String resourceType,
      String resourceId,
      String notifyToken,
      @Nullable Instant createdAt) {
    this(
        eventId,
        eventType,
        aggregateType,
        aggregateId,
        orgId,
        resourceType,
        resourceId,
        notifyToken,
        createdAt,
        false);
  }
}
