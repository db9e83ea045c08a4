package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.testkit.relations.RelationsServer;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import java.time.Duration;

/**
 * Fault that a test has queued for a call: the server answers at once, refuses, delays or hangs.
 */
public sealed interface ServerFault {

  /** The call is answered at once, without effect; the text is used unchanged. */
  record Answer(GrpcErrorCode code, String text) implements ServerFault {}

  /**
   * The store refuses the call, without effect; text and details are wrapped as the server does.
   */
  record Refusal(StoreRefusal refusal) implements ServerFault {}

  /** The call is carried out, and then answered as if it had failed. */
  record EffectThen(GrpcErrorCode code, String text) implements ServerFault {}

  /** The call is carried out later, unless the client has disconnected by then. */
  record Delay(Duration delay) implements ServerFault {}

  /**
   * The call is held without an answer until {@link RelationsServer#release}, and then carried out
   * even if the client has disconnected: a write that takes effect late. Dropped when the server
   * stops.
   */
  record Hang() implements ServerFault {}
}
