package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.runtime.Jvm;

/**
 * A virtual machine that writes out the log before it is halted.
 *
 * @param jvm that is asked for everything else
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
