package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.Optional;

/**
 * The message of a dead letter in a few words, as it is decoded now.
 *
 * @param verdict classification of the message, such as {@code relations} or {@code invalid}
 * @param eventType type of the event; empty if unknown
 * @param orgId organisation; empty if unknown
 * @param change tuples to remove and to add; empty if the message changes no relations
 * @param problem reason why the message cannot be applied; empty if it can
 */
public record LetterContent(
    String verdict,
    String eventType,
    String orgId,
    Optional<TupleChange> change,
    Optional<String> problem) {
  private static final TupleChange NONE = TupleChange.net(List.of(), List.of());

  /** Returns the content of a decoded message. */
  public static LetterContent of(Decoding decoding) {
    return new LetterContent(
        decoding.match(
            relations -> "relations",
            workspace -> "workspace",
            custom -> "custom",
            tombstone -> "tombstone",
            malformed -> "malformed",
            invalid -> "invalid"),
        SafeText.field(decoding.metadata().eventType()),
        SafeText.field(decoding.metadata().orgId()),
        decoding instanceof Decoding.Relations relations
            ? Optional.of(relations.event().change())
            : Optional.empty(),
        problem(decoding));
  }

  private static Optional<String> problem(Decoding decoding) {
    return decoding.match(
        relations -> Optional.empty(),
        workspace -> Optional.empty(),
        custom -> Optional.empty(),
        tombstone -> Optional.of("it has no value"),
        malformed -> Optional.of(SafeText.sentence(malformed.violation().toString())),
        invalid -> Optional.of(SafeText.sentence(invalid.violations().get(0).toString())));
  }

  /** Returns a copy that needs less memory, and only knows the numbers of tuples. */
  Counts counts() {
    TupleChange tuples = change.orElse(NONE);
    return new Counts(
        verdict,
        eventType,
        orgId,
        change.isPresent(),
        problem.isPresent(),
        tuples.removals().size(),
        tuples.additions().size());
  }

  /**
   * The content without its tuples.
   *
   * @param isChange whether the message changes relations
   * @param isRefused whether the message cannot be applied
   * @param removals number of tuples to remove
   * @param additions number of tuples to add
   */
  public record Counts(
      String verdict,
      String eventType,
      String orgId,
      boolean isChange,
      boolean isRefused,
      int removals,
      int additions) {
    /** Returns the change in short, removals first. */
    String words() {
      return isChange ? "-%d +%d".formatted(removals, additions) : verdict;
    }
  }
}
