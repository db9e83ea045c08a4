package dev.rbacconsumer.testkit.network;

/** Ways in which a network treats the bytes of its connections. */
public enum NetworkFault {
  /** Bytes arrive as they were sent. */
  NONE(false, false),
  /** Connections are accepted, and whatever is sent over them, either way, is lost. */
  SILENCE(true, true),
  /** What clients send is lost; answers to earlier requests still arrive. */
  LOST_REQUESTS(true, false),
  /** Requests arrive, and their answers are lost. */
  LOST_ANSWERS(false, true),
  /** Bytes are held back, either way, and arrive once the fault is over: writes land late. */
  HELD(false, false),
  /** Each piece arrives a fifth of a second late. */
  DELAY(false, false),
  /** Each byte arrives in a packet of its own. */
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

  /** Way of bytes through a connection. */
  enum Direction {
    /** From the client to the server. */
    REQUESTS,
    /** From the server to the client. */
    ANSWERS
  }
}
