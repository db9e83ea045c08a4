package dev.rbacconsumer.core.token;

/**
 * Receives what becomes of tokens and notifications, to count it. Any thread calls it, also while
 * it holds a lock: it returns at once and throws nothing.
 */
public interface TokenObserver {
  /** Counts writes that are durable, or that the broker has acknowledged. */
  void written(TokenKind kind, int count);

  /** Counts writes that are lost. */
  void dropped(DropReason reason, int count);

  /** Counts tokens for which there is nothing to write. */
  void skipped(SkipReason reason, int count);

  /** Counts one failed attempt to write, which is repeated. */
  void writeFailed();
}
