package dev.rbacconsumer.testkit.relations;

import java.time.Duration;

/** What is to go wrong with one call, whichever comes next. */
public sealed interface ServerFault {

  /** Answered at once, without effect; the text is taken as it is. */
  record Answer(StatusCode code, String text) implements ServerFault {}

  /** Refused by the store, without effect; text and details as the server wraps them. */
  record Refusal(StoreRefusal refusal) implements ServerFault {}

  /** Carried out, and then answered as if it had not been. */
  record EffectThen(StatusCode code, String text) implements ServerFault {}

  /** Carried out later, unless the client has gone by then. */
  record Delay(Duration delay) implements ServerFault {}

  /**
   * Held without an answer until {@link RelationsServer#release}, and carried out then even if the
   * client has gone: a write that lands late. Dropped when the server stops.
   */
  record Hang() implements ServerFault {}
}
