package dev.rbacconsumer.core.change;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.replay.ChangeDigest;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how much of the current change the store has confirmed, so that no attempt repeats
 * confirmed tuples. A confirmation stays true as long as nothing but this change can take effect:
 * it counts under one fence alone, and not beside another change that is in doubt.
 */
public final class ChangeProgress {
  /** Number of answers after which a smaller part is doubled. */
  static final int ANSWERS_TO_GROW = 16;

  /**
   * Time that the store has to work on removals until a commit that names them is due. A new owner
   * repeats those that no commit names, and with a quick store that costs less than the commits.
   */
  static final Duration DUE_AFTER = Duration.ofMillis(100);

  private final ChangeSteps steps;

  /** Removals that the commit of an earlier owner names, for the first change under this fence. */
  private Optional<RemovalProgress> inherited = Optional.empty();

  private @Nullable FenceToken fence;

  /** Fences that the current one has replaced. */
  private Set<FenceToken> replaced = Set.of();

  private @Nullable TupleChange whole;
  private @Nullable String digest;

  /** Number of tuples of the whole that are confirmed, counted from the first removal. */
  private int confirmed;

  /** Number of those removals that the last commit names. */
  private int committed;

  /** Time that the store worked on removals that the last commit does not name, in nanoseconds. */
  private long unnamedNanos;

  /** Number of attempts without an answer since the last change was settled. */
  private int unanswered;

  /** Most tuples of the next part, if the store did not answer for more of them. */
  private int most = Integer.MAX_VALUE;

  /** Number of answers in a row since that number has changed. */
  private int answers;

  /** A change of which an attempt may still take effect. */
  private @Nullable TupleChange doubted;

  private boolean isOtherDoubted;

  /**
   * Creates the progress of no change yet.
   *
   * @param steps bounds of one attempt
   */
  public ChangeProgress(ChangeSteps steps) {
    this.steps = steps;
  }

  /**
   * Starts under a new fence, without a change.
   *
   * @param held the fence; null if none is held
   * @param before the fences that it has replaced
   * @param left confirmed removals that the commit names; empty if it names none
   */
  public void begin(
      @Nullable FenceToken held, Set<FenceToken> before, Optional<RemovalProgress> left) {
    doubted = null;
    isOtherDoubted = false;
    forget();
    fence = held;
    replaced = before;
    inherited = left;
  }

  /** Ends the tenure of a fence, without a change. */
  public void end() {
    begin(null, Set.of(), Optional.empty());
  }

  /** Returns the next part of a change to apply. */
  public TupleChange next(TupleChange change) {
    if (!change.equals(whole)) {
      Optional<RemovalProgress> left = inherited;
      forget();
      whole = change;
      isOtherDoubted |= doubted != null && !doubted.equals(change);
      if (!isOtherDoubted) {
        int removed =
            left.filter(it -> it.isOf(change, replaced)).map(RemovalProgress::count).orElse(0);
        // Something is left to ask for: its answer says that the fence is ours. The commit names
        // the fence before, so it has to be made again.
        confirmed = Math.min(removed, change.size() - 1);
        unnamedNanos = confirmed == 0 ? 0 : DUE_AFTER.toNanos();
      }
    }
    TupleChange part = steps.first(change.part(confirmed, change.size()));
    return part.size() > most ? part.part(0, most) : part;
  }

  /** Returns whether the next part is the first one, since nothing of the change is confirmed. */
  public boolean isAtBeginning() {
    return confirmed == 0;
  }

  /** Returns whether a part is the last one of the change. */
  public boolean isLast(TupleChange part) {
    TupleChange change = whole;
    return change == null || confirmed + part.size() >= change.size();
  }

  /**
   * Records that an attempt at the change in work, or at another if there is none, may still take
   * effect.
   */
  public void doubt() {
    isOtherDoubted |= whole == null;
    doubted = whole;
  }

  /**
   * Records that the store has confirmed the first tuples of the part that came next, in a time
   * that was not measured.
   *
   * @param tuples number of them, at least 0
   */
  public void confirm(int tuples) {
    confirm(tuples, 0);
  }

  /**
   * Records that the store has confirmed the first tuples of the part that came next.
   *
   * @param tuples number of them, at least 0
   * @param nanos time that it took, in nanoseconds; 0 if that was not measured
   */
  public void confirm(int tuples, long nanos) {
    confirmed += tuples;
    unnamedNanos += nanos == 0 ? DUE_AFTER.toNanos() : nanos;
    answers++;
    if (answers == ANSWERS_TO_GROW && most <= Integer.MAX_VALUE / 2) {
      most *= 2;
      answers = 0;
    }
  }

  /**
   * Records that the store did not answer an attempt. From the second at a change on, the next part
   * has half of the tuples: the store may need longer for the whole than a call may take, and would
   * be asked for the same without end. After {@link #ANSWERS_TO_GROW} answers it has twice as many.
   *
   * @param part the part that was attempted
   */
  public void unanswered(TupleChange part) {
    unanswered++;
    answers = 0;
    if (unanswered > 1) {
      most = Math.max(1, part.size() / 2);
    }
  }

  /**
   * Records a failed attempt. If an attempt at another change may still undo what is confirmed, the
   * whole change is repeated.
   *
   * @param tuples number of confirmed tuples of the part that came next, at least 0
   * @return whether the next attempt begins further on
   */
  public boolean failed(int tuples) {
    confirmed = isOtherDoubted ? 0 : confirmed + tuples;
    unnamedNanos = DUE_AFTER.toNanos();
    return !isOtherDoubted && tuples > 0;
  }

  /**
   * Ends the change, whose first record is settled: the next change is another one, even if it is
   * equal.
   */
  public void settled() {
    forget();
    unanswered = 0;
    answers = 0;
    most = Integer.MAX_VALUE;
  }

  private void forget() {
    inherited = Optional.empty();
    whole = null;
    digest = null;
    confirmed = 0;
    committed = 0;
    unnamedNanos = 0;
  }

  /** Returns the confirmed removals that a commit can name; empty if there are none. */
  public Optional<RemovalProgress> removed() {
    TupleChange change = whole;
    FenceToken held = fence;
    int removals = confirmedRemovals();
    return change == null || held == null || removals == 0
        ? Optional.empty()
        : Optional.of(new RemovalProgress(removals, digest(change, held)));
  }

  private int confirmedRemovals() {
    TupleChange change = whole;
    return change == null || fence == null || isOtherDoubted || steps.fits(change)
        ? 0
        : Math.min(confirmed, change.removals().size());
  }

  /** Returns whether more removals are confirmed than the last commit names. */
  public boolean isNews() {
    return confirmedRemovals() > committed;
  }

  /**
   * Returns whether a commit has to name more removals than the last one, since the store has
   * worked on them for a while.
   */
  public boolean isDue() {
    return isNews() && unnamedNanos >= DUE_AFTER.toNanos();
  }

  /** Returns whether the next commit has to name the confirmed removals, as the last one did. */
  public boolean mustBeNamed() {
    return isDue() || (committed > 0 && confirmedRemovals() > 0);
  }

  /** Records that a commit that names confirmed removals is durable. */
  public void committed(RemovalProgress told) {
    if (told.digest().equals(digest)) {
      committed = Math.max(committed, told.count());
      unnamedNanos = isNews() ? unnamedNanos : 0;
    }
  }

  private String digest(TupleChange change, FenceToken held) {
    String known = digest;
    if (known == null) {
      known = ChangeDigest.of(change, held);
      digest = known;
    }
    return known;
  }
}
