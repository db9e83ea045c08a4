package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.runtime.Jvm;

/**
 * JVM that writes out the log before a halt.
 *
 * @param jvm JVM for all other calls
 * @param flush writes out the log; returns within a bounded time
 */
record FlushingJvm(Jvm jvm, Runnable flush) implements Jvm {
  @Override
  public void onShutdown(Thread hook) {
    jvm.onShutdown(hook);
  }

  @Override
  public void halt(int code) {
    try {
      flush.run();
    } finally {
      jvm.halt(code);
    }
  }
}
