package dev.rbacconsumer.core.outcome;

/**
 * Proof of a write: a read that asks to be at least as fresh as this sees it.
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
