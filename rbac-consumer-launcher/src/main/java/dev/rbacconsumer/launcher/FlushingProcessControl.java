package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.runtime.ProcessControl;

/**
 * JVM that writes out the log before a halt.
 *
 * @param jvm JVM for all other calls
 * @param flush writes out the log; returns within a bounded time
 */
record FlushingProcessControl(ProcessControl jvm, Runnable flush) implements ProcessControl {
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
