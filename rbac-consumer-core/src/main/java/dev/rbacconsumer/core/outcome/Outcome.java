package dev.rbacconsumer.core.outcome;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The result of one attempt to apply a record. It describes what happened, not how to react. */
public sealed interface Outcome {
  /**
   * The whole change is stored.
   *
   * @param token proof of the whole change; empty where the store gave none, or where the sink has
   *     none because it was not asked for one
   * @param mayLandLater whether any part of the attempt may take effect once more after this, as a
   *     call does that was lost on its way and repeated with success. Nothing newer is written
   *     under the same fence then
   */
  record Applied(Optional<ConsistencyToken> token, boolean mayLandLater) implements Outcome {
    /** Creates the outcome of an attempt whose calls have all been answered by the store. */
    public Applied(Optional<ConsistencyToken> token) {
      this(token, false);
    }
  }

  /**
   * The store is unreachable, busy or slow, or refuses the credentials; the same attempt may
   * succeed later. Any part of the change may be stored.
   *
   * @param reason stable word for a metric label, such as {@code unavailable}
   * @param message one sentence for an operator, bounded, without secrets
   * @param mayLandLater whether any part of the attempt may still take effect after this. It may
   *     unless the store itself refused each call that was made, or the calls never left this
   *     process. Nothing newer is written under the same fence then
   * @param confirmed how many tuples of the change the store has confirmed, removals first, then
   *     additions, up to the first that it has not; at least 0. The next attempt leaves them out,
   *     so a sink that writes to more than one place says how many are confirmed by all of them
   */
  record RetryLater(String reason, String message, boolean mayLandLater, int confirmed)
      implements Outcome {
    /** Creates the outcome of an attempt of which no tuple is confirmed. */
    public RetryLater(String reason, String message, boolean mayLandLater) {
      this(reason, message, mayLandLater, 0);
    }

    /** Creates the outcome of an attempt that may still take effect. */
    public RetryLater(String reason, String message) {
      this(reason, message, true);
    }
  }

  /**
   * The store refuses this change as it is. Any part of it may be stored, and no part takes effect
   * later: where one may, the outcome is {@link RetryLater}.
   *
   * @param reason stable word for a metric label, such as {@code unknown_definition}
   * @param message one sentence for an operator, bounded, without secrets
   */
  record Rejected(String reason, String message) implements Outcome {
    @Override
    public boolean mayLandLater() {
      return false;
    }
  }

  /**
   * This consumer has lost the fence. Nothing more may be written under its token, and no write
   * that was sent under it takes effect.
   *
   * @param message one sentence for an operator, bounded, without secrets
   * @param cause what became of the fence
   */
  record FenceLost(String message, FenceLoss cause) implements Outcome {
    /** Creates the outcome with an unknown cause. */
    public FenceLost(String message) {
      this(message, FenceLoss.UNKNOWN);
    }

    @Override
    public boolean mayLandLater() {
      return false;
    }
  }

  /** The reasons for which the store refuses a fence. */
  enum FenceLoss {
    /** Another token is in force: a newer owner took the lock. */
    TAKEN,
    /** No token is in force: the store has forgotten the lock. */
    GONE,
    /**
     * The token of this consumer is in force, but the store has forgotten a mark that was written
     * under it.
     */
    SET_BACK,
    /** The cause is unknown. */
    UNKNOWN;

    /** Returns the stable word for logs and metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns whether any part of the attempt may still take effect after this outcome. */
  boolean mayLandLater();

  /**
   * Calls the function for the variant of this outcome; the only place that distinguishes the
   * variants.
   */
  default <R> R match(
      Function<Applied, R> applied,
      Function<RetryLater, R> retryLater,
      Function<Rejected, R> rejected,
      Function<FenceLost, R> fenceLost) {
    if (this instanceof Applied it) {
      return applied.apply(it);
    } else if (this instanceof RetryLater it) {
      return retryLater.apply(it);
    } else if (this instanceof Rejected it) {
      return rejected.apply(it);
    }
    return fenceLost.apply((FenceLost) this);
  }
}
