package dev.rbacconsumer.testkit.relations;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Differences between {@link RelationsServer} and a real SpiceDB that are accepted, each with its
 * reason.
 */
final class KnownDifferences {
  private static final List<Difference> ALL =
      List.of(
          new Difference(
              "The rest of the text is the decoder's of Go; the client shows it, and reads nothing"
                  + " out of it.",
              answer ->
                  answer.reason().equals("INVALID_CURSOR")
                      ? answer.withText(
                          answer.text().replaceFirst("(error decoding cursor: ).*", "$1"))
                      : answer));

  private KnownDifferences() {}

  /**
   * A difference.
   *
   * @param reason why it is accepted
   * @param removal takes out of an answer what may differ
   */
  private record Difference(String reason, UnaryOperator<StoreAnswer> removal) {}

  /** An answer without what may differ. */
  static StoreAnswer without(StoreAnswer answer) {
    StoreAnswer rest = answer;
    for (Difference difference : ALL) {
      rest = difference.removal().apply(rest);
    }
    return rest;
  }
}
