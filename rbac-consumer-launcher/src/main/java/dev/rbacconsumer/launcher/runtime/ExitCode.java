package dev.rbacconsumer.launcher.runtime;

/** What the process says at its end. Public API: deployments act on these numbers. */
public enum ExitCode {
  /** Did what was asked; for a running consumer, stopped in order. */
  OK(0),
  /** Failed while running. Starting again may help. */
  FAILURE(1),
  /** The command line or a setting is wrong. Starting again will not help. */
  USAGE(2),
  /** Looked, and something needs attention. Only {@code status} says that. */
  ATTENTION(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** As the operating system sees it. */
  public int number() {
    return number;
  }
}
