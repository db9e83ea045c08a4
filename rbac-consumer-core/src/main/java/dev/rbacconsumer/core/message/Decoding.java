package dev.rbacconsumer.core.message;

import java.util.List;
import java.util.function.Function;

/** The result of decoding a record. */
public sealed interface Decoding {
  /**
   * A change of relations.
   *
   * @param event event that the rules of the store accept
   */
  record Relations(RelationsEvent event) implements Decoding {}

  /**
   * An event of a workspace.
   *
   * @param event the valid event
   */
  record Workspace(WorkspaceEvent event) implements Decoding {}

  /**
   * A message of a registered type.
   *
   * @param event event that its own validator accepts
   */
  record Custom(CustomEvent<?> event) implements Decoding {}

  /** A record without a value. */
  record Tombstone() implements Decoding {}

  /**
   * A value that is not JSON and of which no part of a message could be read; no retry can change
   * that.
   *
   * @param violation fault of the value
   */
  record Malformed(Violation violation) implements Decoding {}

  /**
   * A message that must not be applied, or JSON that is no message.
   *
   * @param violations faults of the message: at least one, and a few at most even if there are more
   * @param metadata metadata of the event, as far as it could be read
   */
  record Invalid(List<Violation> violations, EventMetadata metadata) implements Decoding {
    public Invalid {
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("invalid: want at least one violation, got none");
      }
      violations = List.copyOf(violations);
    }

    /** Creates the result for a message without known metadata. */
    public Invalid(List<Violation> violations) {
      this(violations, EventMetadata.UNKNOWN);
    }
  }

  /** Returns the metadata of the event; {@link EventMetadata#UNKNOWN} if nothing is known. */
  default EventMetadata metadata() {
    return match(
        relations -> relations.event().metadata(),
        workspace -> workspace.event().metadata(),
        custom -> custom.event().metadata(),
        tombstone -> EventMetadata.UNKNOWN,
        malformed -> EventMetadata.UNKNOWN,
        Invalid::metadata);
  }

  /**
   * Returns whether the message removes tuples, or may: one that cannot be decoded could be a
   * removal.
   */
  default boolean mayRemove() {
    return match(
        relations -> !relations.event().change().removals().isEmpty(),
        workspace -> false,
        custom -> false,
        tombstone -> false,
        malformed -> true,
        invalid -> true);
  }

  /** Applies the function for this variant, and returns its result. */
  default <R> R match(
      Function<Relations, R> relations,
      Function<Workspace, R> workspace,
      Function<Custom, R> custom,
      Function<Tombstone, R> tombstone,
      Function<Malformed, R> malformed,
      Function<Invalid, R> invalid) {
    if (this instanceof Relations it) {
      return relations.apply(it);
    } else if (this instanceof Workspace it) {
      return workspace.apply(it);
    } else if (this instanceof Custom it) {
      return custom.apply(it);
    } else if (this instanceof Tombstone it) {
      return tombstone.apply(it);
    } else if (this instanceof Malformed it) {
      return malformed.apply(it);
    }
    return invalid.apply((Invalid) this);
  }
}
