package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.runtime.ExitCode;

/** Thrown when a command cannot go on. The message is one sentence for an operator. */
final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  CommandException(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  CommandException(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Returns the exit code of the command. */
  ExitCode code() {
    return code;
  }
}
