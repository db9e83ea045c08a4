package dev.rbacconsumer.core.internal.inspect;

/** Writes a number with its noun. */
public final class Counted {
  private Counted() {}

  /**
   * Returns a number with a noun in the right form.
   *
   * @param noun singular, with a regular plural
   */
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
