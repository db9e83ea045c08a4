package dev.rbacconsumer.launcher.runtime;

/** Interface to the JVM's shutdown, which tests replace. */
public interface ProcessControl {
  /**
   * Starts {@code hook} when the JVM begins to shut down, and lets a signal during the hook end the
   * process at once. Called once.
   */
  void onShutdown(Thread hook);

  /** Ends the process at once with our own exit code. Does not return in a real JVM. */
  void halt(int code);

  /** Returns the running JVM. */
  static ProcessControl real() {
    return new ProcessControl() {
      @Override
      public void onShutdown(Thread hook) {
        Runtime.getRuntime().addShutdownHook(hook);
        ForcedShutdown.watch();
      }

      @Override
      public void halt(int code) {
        Runtime.getRuntime().halt(code);
      }
    };
  }
}
