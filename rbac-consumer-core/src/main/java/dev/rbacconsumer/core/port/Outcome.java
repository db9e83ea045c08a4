package dev.rbacconsumer.core.port;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What one attempt to apply something came to. Says what happened, never what to do about it. */
public sealed interface Outcome {
  /**
   * Everything is stored.
   *
   * @param token proof of the last write, where the store gave one
   * @param mayLandLater whether any part of the attempt may take effect once more after this, as a
   *     call does that was lost on its way and repeated with success. Nothing newer is written
   *     under the same fence then
   */
  record Applied(Optional<ConsistencyToken> token, boolean mayLandLater) implements Outcome {
    /** Each call that was made has been answered by the store. */
    public Applied(Optional<ConsistencyToken> token) {
      this(token, false);
    }
  }

  /**
   * Unreachable, busy, slow or not letting us in; the same attempt may pass later. Any part of the
   * change may be stored.
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
    /** Nothing is known to be stored. */
    public RetryLater(String reason, String message, boolean mayLandLater) {
      this(reason, message, mayLandLater, 0);
    }

    /** In doubt, it may. */
    public RetryLater(String reason, String message) {
      this(reason, message, true);
    }
  }

  /**
   * The other side refuses this change as it is. Any part of it may be stored, and no part takes
   * effect later: where one may, the outcome is {@link RetryLater}.
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
   * The fence is not ours any more; nothing more may be written under our token, and nothing that
   * was sent under it takes effect.
   *
   * @param message one sentence for an operator, bounded, without secrets
   * @param cause what became of the fence
   */
  record FenceLost(String message, FenceLoss cause) implements Outcome {
    /** Without it being known what became of the fence. */
    public FenceLost(String message) {
      this(message, FenceLoss.UNKNOWN);
    }

    @Override
    public boolean mayLandLater() {
      return false;
    }
  }

  /** What became of a fence that the store refuses. */
  enum FenceLoss {
    /** Another token is in force: a newer owner took the lock. */
    TAKEN,
    /** No token is in force: the store has forgotten the lock. */
    GONE,
    /** Ours is in force, but the store has forgotten a mark that was written under it. */
    SET_BACK,
    /** It could not be found out. */
    UNKNOWN;

    /** Stable word for logs and metrics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether any part of the attempt may still take effect after this outcome. */
  boolean mayLandLater();

  /** The one place that tells the variants apart. */
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
