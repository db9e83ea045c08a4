package dev.rbacconsumer.core.port;

/** Distinguishes errors of the virtual machine from defects of an adapter. */
public final class FatalErrors {
  private FatalErrors() {}

  /**
   * Returns whether an error is one of the virtual machine itself, so that only a new process
   * helps. Any other is a defect of the code that was called.
   */
  public static boolean isFatal(Throwable thrown) {
    return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
  }
}
