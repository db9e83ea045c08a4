package dev.rbacconsumer.launcher.config;

/**
 * One setting that is missing or wrong, for a person to put right.
 *
 * @param name environment variable or option that the value came from, or should have
 * @param wanted what would have been accepted
 * @param got what came instead; never the value of a secret
 */
public record Problem(String name, String wanted, String got) {
  /** One line. */
  @Override
  public String toString() {
    return name + ": want " + wanted + ", got " + got;
  }
}
