package dev.rbacconsumer.core.message;

import java.util.List;
import java.util.function.Function;

/** The result of decoding a record. */
public sealed interface Decoding {
  /**
   * A change of relations.
   *
   * @param event valid as the store sees it
   */
  record Relations(RelationsEvent event) implements Decoding {}

  /**
   * News of a workspace.
   *
   * @param event valid
   */
  record Workspace(WorkspaceEvent event) implements Decoding {}

  /**
   * A message of a type that was registered.
   *
   * @param event valid as its own validator sees it
   */
  record Custom(CustomEvent<?> event) implements Decoding {}

  /** A record without a value: the producer's way to say that there is nothing more. */
  record Tombstone() implements Decoding {}

  /**
   * A value that is not JSON and of which no part of a message could be read. It can never be
   * anything else.
   *
   * @param violation what is wrong with it
   */
  record Malformed(Violation violation) implements Decoding {}

  /**
   * A message that must not be acted on, or JSON that is none.
   *
   * @param violations what is wrong with it: at least one, and no more than a handful however many
   *     there are
   * @param metadata what could be read of the event all the same
   */
  record Invalid(List<Violation> violations, EventMetadata metadata) implements Decoding {
    public Invalid {
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("invalid: want at least one violation, got none");
      }
      violations = List.copyOf(violations);
    }

    /** One of whose event nothing is known. */
    public Invalid(List<Violation> violations) {
      this(violations, EventMetadata.UNKNOWN);
    }
  }

  /** What is known about the event; {@link EventMetadata#UNKNOWN} where that is nothing. */
  default EventMetadata metadata() {
    return match(
        relations -> relations.event().metadata(),
        workspace -> workspace.event().metadata(),
        custom -> custom.event().metadata(),
        tombstone -> EventMetadata.UNKNOWN,
        malformed -> EventMetadata.UNKNOWN,
        Invalid::metadata);
  }

  /** The one place that tells the variants apart. */
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
