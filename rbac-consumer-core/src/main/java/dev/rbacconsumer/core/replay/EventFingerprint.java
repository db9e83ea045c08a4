package dev.rbacconsumer.core.replay;

import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.RelationsEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * The id and the content of an event as hashes. Immutable.
 *
 * <p>The content is the change, with its tuples in their order, and the metadata of the payload: a
 * producer that uses an id twice for the same change most likely gives it another time. The
 * aggregate is no part of it, since it is the connector's configuration that says where to find it.
 */
public final class EventFingerprint {
  private final Hash128 id;
  private final Hash128 content;

  EventFingerprint(Hash128 id, Hash128 content) {
    this.id = id;
    this.content = content;
  }

  /** Returns the fingerprint of an event; empty where the event has no id. */
  static Optional<EventFingerprint> of(RelationsEvent event, Sha256 sha256) {
    EventMetadata metadata = event.metadata();
    if (metadata.eventId().isEmpty()) {
      return Optional.empty();
    }
    Hash128 id = sha256.add(metadata.eventId()).finish();
    Instant createdAt = metadata.createdAt();
    sha256
        .add(metadata.eventType())
        .add(metadata.orgId())
        .add(metadata.resourceType())
        .add(metadata.resourceId())
        .add(metadata.notifyToken())
        .add(createdAt == null ? "" : createdAt.toString());
    sha256.add(event.change().removals()).add(event.change().additions());
    return Optional.of(new EventFingerprint(id, sha256.finish()));
  }

  Hash128 id() {
    return id;
  }

  Hash128 content() {
    return content;
  }
}
