package dev.rbacconsumer.core.outcome;

/**
 * Proof of a write: a read that carries it is at least as fresh as the write.
 *
 * @param value opaque text of the store, not empty
 */
public record ConsistencyToken(String value) {
  public ConsistencyToken {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("consistency token: want a text, got an empty one");
    }
  }
}
