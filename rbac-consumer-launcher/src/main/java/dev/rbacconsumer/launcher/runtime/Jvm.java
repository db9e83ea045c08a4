package dev.rbacconsumer.launcher.runtime;

/** The little that is asked of the virtual machine, so that its end can be tested. */
public interface Jvm {
  /**
   * Has {@code hook} started when the virtual machine begins to shut down, and a signal that comes
   * while the hook runs end the process at once. Called once.
   */
  void onShutdown(Thread hook);

  /** Ends the process at once with a code of our own. Does not return in a real one. */
  void halt(int code);

  /** The one this runs on. */
  static Jvm real() {
    return new Jvm() {
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
