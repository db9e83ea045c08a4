package dev.rbacconsumer.testkit.network;

/** Faults of a network in the transport of bytes. */
public enum NetworkFault {
  /** Bytes arrive as they were sent. */
  NONE(false, false),
  /** Connections are accepted, and all bytes over them, in either direction, are lost. */
  SILENCE(true, true),
  /** Bytes from clients are lost; answers to earlier requests still arrive. */
  LOST_REQUESTS(true, false),
  /** Requests arrive, and their answers are lost. */
  LOST_ANSWERS(false, true),
  /**
   * Bytes are held back, in either direction, and arrive when the fault ends: writes take effect
   * late.
   */
  HELD(false, false),
  /** Each piece arrives a fifth of a second late. */
  DELAY(false, false),
  /** Each byte arrives in its own packet. */
  BYTE_BY_BYTE(false, false);

  private final boolean losesRequests;
  private final boolean losesAnswers;

  NetworkFault(boolean losesRequests, boolean losesAnswers) {
    this.losesRequests = losesRequests;
    this.losesAnswers = losesAnswers;
  }

  boolean loses(Direction direction) {
    return direction == Direction.REQUESTS ? losesRequests : losesAnswers;
  }

  /** Direction of bytes through a connection. */
  enum Direction {
    /** From the client to the server. */
    REQUESTS,
    /** From the server to the client. */
    ANSWERS
  }
}
