package dev.rbacconsumer.core.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an event: ids, type, tenant, resource and creation time. Everything is optional: an
 * empty text stands for "not said". Nothing here decides whether an event is applied.
 *
 * @param eventId the outbox row's id, equal on redelivery
 * @param eventType such as {@code create_group}; an open list
 * @param aggregateType such as {@code relations-replication-event}
 * @param aggregateId the outbox row's partition key
 * @param orgId organisation, empty where an event concerns none or several
 * @param resourceType such as {@code Workspace}
 * @param resourceId id of that resource
 * @param notifyToken what a waiting migration job expects to be told
 * @param createdAt when the event was written, by the producer's clock; null where not said
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
    @Nullable Instant createdAt) {
  /** Nothing is known. */
  public static final EventMetadata UNKNOWN =
      new EventMetadata("", "", "", "", "", "", "", "", null);
}
