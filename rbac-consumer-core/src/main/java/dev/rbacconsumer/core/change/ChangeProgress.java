package dev.rbacconsumer.core.change;

import dev.rbacconsumer.core.replay.ChangeDigest;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tracks how much of the current change the store has confirmed, so that no attempt repeats
 * confirmed tuples. A confirmation stays true as long as nothing but this change can take effect:
 * it counts under one fence alone, and not beside another change that is in doubt.
 */
public final class ChangeProgress {
  private final ChangeSteps steps;

  /** What an earlier owner has left in the commit, for the first change under this fence. */
  private Optional<RemovalProgress> inherited = Optional.empty();

  private @Nullable TupleChange whole;
  private @Nullable String digest;

  /** How many tuples of the whole are confirmed, counted from the first removal. */
  private int confirmed;

  /** How many of those removals the last commit tells of. */
  private int committed;

  /** A change of which an attempt may still take effect. */
  private @Nullable TupleChange doubted;

  private boolean isOtherDoubted;

  public ChangeProgress(ChangeSteps steps) {
    this.steps = steps;
  }

  /**
   * Reading begins under a new fence.
   *
   * @param left what the commit tells of removals that the store has confirmed
   */
  public void begin(Optional<RemovalProgress> left) {
    doubted = null;
    isOtherDoubted = false;
    forget();
    inherited = left;
    committed = left.map(RemovalProgress::count).orElse(0);
  }

  /** The part of a change that comes next. */
  public TupleChange next(TupleChange change) {
    if (!change.equals(whole)) {
      Optional<RemovalProgress> left = inherited;
      forget();
      whole = change;
      isOtherDoubted |= doubted != null && !doubted.equals(change);
      if (!isOtherDoubted) {
        int removed = left.filter(it -> it.isOf(change)).map(RemovalProgress::count).orElse(0);
        // Something is left to ask for: its answer says that the fence is ours.
        confirmed = Math.min(removed, change.size() - 1);
        committed = confirmed;
      }
    }
    return steps.first(change.part(confirmed, change.size()));
  }

  /** Whether a part ends the change. */
  public boolean isLast(TupleChange part) {
    TupleChange change = whole;
    return change == null || confirmed + part.size() >= change.size();
  }

  /** An attempt at the change in work, or at another where there is none, may yet take effect. */
  public void doubt() {
    isOtherDoubted |= whole == null;
    doubted = whole;
  }

  /** The store has confirmed the first tuples of the part that came next. */
  public void confirm(int tuples) {
    confirmed += tuples;
  }

  /**
   * An attempt has failed. Where an attempt at another change may yet undo what is confirmed, all
   * is repeated.
   *
   * @param tuples confirmed of the part that came next
   * @return whether the next attempt begins further on
   */
  public boolean failed(int tuples) {
    confirmed = isOtherDoubted ? 0 : confirmed + tuples;
    return !isOtherDoubted && tuples > 0;
  }

  /** The first record of the change is settled: what comes next is another, though it be equal. */
  public void settled() {
    forget();
  }

  private void forget() {
    inherited = Optional.empty();
    whole = null;
    digest = null;
    confirmed = 0;
    committed = 0;
  }

  /** What a commit tells of it; empty where there is nothing worth it. */
  public Optional<RemovalProgress> removed() {
    TupleChange change = whole;
    if (change == null) {
      return inherited;
    }
    if (isOtherDoubted || steps.fits(change)) {
      return Optional.empty();
    }
    int removals = Math.min(confirmed, change.removals().size());
    return removals == 0
        ? Optional.empty()
        : Optional.of(new RemovalProgress(removals, digest(change)));
  }

  /** Whether there is more to tell than the last commit did. */
  public boolean isNews() {
    return removed().filter(it -> it.count() > committed).isPresent();
  }

  /** A commit is durable that told of it. */
  public void committed(RemovalProgress told) {
    if (told.digest().equals(digest)) {
      committed = Math.max(committed, told.count());
    }
  }

  private String digest(TupleChange change) {
    String known = digest;
    if (known == null) {
      known = ChangeDigest.of(change);
      digest = known;
    }
    return known;
  }
}
