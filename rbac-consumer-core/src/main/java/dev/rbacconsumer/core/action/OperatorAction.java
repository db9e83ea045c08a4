package dev.rbacconsumer.core.action;

import dev.rbacconsumer.core.record.Offset;
import java.util.List;
import java.util.function.Function;

/** An action of an operator on one partition. */
public sealed interface OperatorAction {
  /** The words of all actions. */
  List<String> LABELS = List.of("retry-now", "pause", "resume", "skip", "dead-letter");

  /** Returns the word that names the action in commands, logs and metrics. */
  String label();

  /** Calls the function for this kind of action, and returns its result. */
  <R> R match(
      Function<RetryNow, R> ofRetryNow,
      Function<Pause, R> ofPause,
      Function<Resume, R> ofResume,
      Function<SetAside, R> ofSetAside);

  /** Returns whether the action pauses or resumes the partition. */
  default boolean changesPause() {
    return match(retry -> false, pause -> true, resume -> true, aside -> false);
  }

  /** Returns whether the action sets a record aside. */
  default boolean setsAside() {
    return match(retry -> false, pause -> false, resume -> false, aside -> true);
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
        Function<SetAside, R> ofSetAside) {
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
        Function<SetAside, R> ofSetAside) {
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
        Function<SetAside, R> ofSetAside) {
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
        Function<SetAside, R> ofSetAside) {
      return ofSetAside.apply(this);
    }
  }
}
