package dev.rbacconsumer.launcher.runtime;

/** Exit codes of the process. Public API: deployments act on these numbers. */
public enum ExitCode {
  /** The command succeeded; a running consumer stopped in order. */
  OK(0),
  /** The process failed while running. A restart may help. */
  FAILURE(1),
  /** The command line or a setting is wrong. A restart does not help. */
  USAGE(2),
  /** The consumer needs attention. Only {@code status} and {@code group} return this. */
  ATTENTION(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** Returns the number for the operating system. */
  public int number() {
    return number;
  }
}
