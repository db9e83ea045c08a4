package dev.rbacconsumer.core.settings;

/**
 * Problem with one setting that is missing or wrong, for an operator to correct.
 *
 * @param name environment variable or option that the value came from, or should have
 * @param wanted description of the accepted values
 * @param got the given value; never that of a secret
 */
public record Problem(String name, String wanted, String got) {
  /** Returns one line. */
  @Override
  public String toString() {
    return name + ": want " + wanted + ", got " + got;
  }
}
