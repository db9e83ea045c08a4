package dev.rbacconsumer.core.token;

import dev.rbacconsumer.core.outcome.ConsistencyToken;

/** Write that an applied event asks for: a token to store, or a notification to send. */
public sealed interface TokenWrite permits TokenWrite.Update, TokenWrite.Notification {
  /** Returns the organisation of the event; may be empty for a notification. */
  String orgId();

  /** Returns the kind of this write. */
  TokenKind kind();

  /**
   * Consistency token to store for an organisation.
   *
   * @param orgId organisation, not empty
   * @param token token of the event's write
   */
  record Update(String orgId, ConsistencyToken token) implements TokenWrite {
    @Override
    public TokenKind kind() {
      return TokenKind.TOKEN;
    }
  }

  /**
   * Notification for a program that waits for the event.
   *
   * @param orgId organisation of the event; empty if it concerns none or several
   * @param channel name of the channel, with its case
   * @param payload text that the waiting program compares, not empty
   */
  record Notification(String orgId, String channel, String payload) implements TokenWrite {
    @Override
    public TokenKind kind() {
      return TokenKind.NOTIFICATION;
    }
  }
}
