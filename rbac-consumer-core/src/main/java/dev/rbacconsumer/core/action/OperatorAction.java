package dev.rbacconsumer.core.action;

import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.SourceRecord;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** An action of an operator on one partition. */
public sealed interface OperatorAction {
  /** The words of all actions. */
  List<String> LABELS =
      List.of(
          "retry-now",
          "pause",
          "resume",
          "skip",
          "dead-letter",
          ReplayLetter.LABEL,
          "quarantine-replay",
          "quarantine-discard");

  /** Returns the word that names the action in commands, logs and metrics. */
  String label();

  /** Calls the function for this kind of action, and returns its result. */
  <R> R match(
      Function<RetryNow, R> ofRetryNow,
      Function<Pause, R> ofPause,
      Function<Resume, R> ofResume,
      Function<SetAside, R> ofSetAside,
      Function<ReplayLetter, R> ofReplay,
      Function<ReleaseParked, R> ofRelease);

  /** Returns whether the action pauses or resumes the partition. */
  default boolean changesPause() {
    return match(
        retry -> false,
        pause -> true,
        resume -> true,
        aside -> false,
        replay -> false,
        release -> false);
  }

  /** Returns whether the action sets a record aside. */
  default boolean setsAside() {
    return match(
        retry -> false,
        pause -> false,
        resume -> false,
        aside -> true,
        replay -> false,
        release -> false);
  }

  /** Returns whether the action applies something, which a pause forbids. */
  default boolean isRefusedInPause() {
    return match(
        retry -> true,
        pause -> false,
        resume -> false,
        aside -> false,
        replay -> true,
        ReleaseParked::isApplied);
  }

  /** Returns whether the action releases a parked record. */
  default boolean isRelease() {
    return match(
        retry -> false,
        pause -> false,
        resume -> false,
        aside -> false,
        replay -> false,
        release -> true);
  }

  /** Returns whether the action makes the next attempt at once. */
  default boolean isRetry() {
    return match(
        retry -> true,
        pause -> false,
        resume -> false,
        aside -> false,
        replay -> false,
        release -> false);
  }

  /** Returns whether the action applies a record, in as many parts as it takes. */
  default boolean mayTakeLong() {
    return match(
        retry -> false,
        pause -> false,
        resume -> false,
        aside -> false,
        replay -> true,
        release -> release.isApplied());
  }

  /** Returns whether the action replays a dead letter. */
  default boolean isReplay() {
    return match(
        retry -> false,
        pause -> false,
        resume -> false,
        aside -> false,
        replay -> true,
        release -> false);
  }

  /** Makes the next attempt at once, instead of at the end of its backoff. */
  record RetryNow() implements OperatorAction {
    @Override
    public String label() {
      return "retry-now";
    }

    @Override
    public <R> R match(
        Function<RetryNow, R> ofRetryNow,
        Function<Pause, R> ofPause,
        Function<Resume, R> ofResume,
        Function<SetAside, R> ofSetAside,
        Function<ReplayLetter, R> ofReplay,
        Function<ReleaseParked, R> ofRelease) {
      return ofRetryNow.apply(this);
    }
  }

  /** Applies no record of the partition until {@link Resume}, also under later owners. */
  record Pause() implements OperatorAction {
    @Override
    public String label() {
      return "pause";
    }

    @Override
    public <R> R match(
        Function<RetryNow, R> ofRetryNow,
        Function<Pause, R> ofPause,
        Function<Resume, R> ofResume,
        Function<SetAside, R> ofSetAside,
        Function<ReplayLetter, R> ofReplay,
        Function<ReleaseParked, R> ofRelease) {
      return ofPause.apply(this);
    }
  }

  /** Ends a pause. */
  record Resume() implements OperatorAction {
    @Override
    public String label() {
      return "resume";
    }

    @Override
    public <R> R match(
        Function<RetryNow, R> ofRetryNow,
        Function<Pause, R> ofPause,
        Function<Resume, R> ofResume,
        Function<SetAside, R> ofSetAside,
        Function<ReplayLetter, R> ofReplay,
        Function<ReleaseParked, R> ofRelease) {
      return ofResume.apply(this);
    }
  }

  /**
   * Copies the first record of the partition, and goes on behind it without applying it.
   *
   * @param offset offset of the record
   * @param digest digest of the record, by {@link dev.rbacconsumer.core.record.RecordDigest}
   * @param isForReplay whether the copy is a dead letter, which a replay of dead letters applies
   *     later; otherwise the record is given up
   */
  record SetAside(Offset offset, String digest, boolean isForReplay) implements OperatorAction {
    @Override
    public String label() {
      return isForReplay ? "dead-letter" : "skip";
    }

    @Override
    public <R> R match(
        Function<RetryNow, R> ofRetryNow,
        Function<Pause, R> ofPause,
        Function<Resume, R> ofResume,
        Function<SetAside, R> ofSetAside,
        Function<ReplayLetter, R> ofReplay,
        Function<ReleaseParked, R> ofRelease) {
      return ofSetAside.apply(this);
    }
  }

  /**
   * Applies a dead letter between two records of its partition, but for the operations on tuples
   * that later records have changed.
   *
   * @param letter place of the letter
   * @param record the record that the letter holds, with its own topic, partition and offset
   * @param notApplied offsets of later records that were set aside, too, and not replayed since
   */
  record ReplayLetter(LetterId letter, SourceRecord record, Set<Offset> notApplied)
      implements OperatorAction {
    /** The word that names the action. */
    public static final String LABEL = "replay";

    public ReplayLetter {
      notApplied = Set.copyOf(notApplied);
    }

    @Override
    public String label() {
      return LABEL;
    }

    @Override
    public <R> R match(
        Function<RetryNow, R> ofRetryNow,
        Function<Pause, R> ofPause,
        Function<Resume, R> ofResume,
        Function<SetAside, R> ofSetAside,
        Function<ReplayLetter, R> ofReplay,
        Function<ReleaseParked, R> ofRelease) {
      return ofReplay.apply(this);
    }
  }

  /**
   * Releases a record from the quarantine.
   *
   * @param offset offset of the record
   * @param digest digest of the record, by {@link dev.rbacconsumer.core.record.RecordDigest}
   * @param isApplied whether it is applied first; otherwise it is copied and given up
   */
  record ReleaseParked(Offset offset, String digest, boolean isApplied) implements OperatorAction {
    @Override
    public String label() {
      return isApplied ? "quarantine-replay" : "quarantine-discard";
    }

    @Override
    public <R> R match(
        Function<RetryNow, R> ofRetryNow,
        Function<Pause, R> ofPause,
        Function<Resume, R> ofResume,
        Function<SetAside, R> ofSetAside,
        Function<ReplayLetter, R> ofReplay,
        Function<ReleaseParked, R> ofRelease) {
      return ofRelease.apply(this);
    }
  }
}
