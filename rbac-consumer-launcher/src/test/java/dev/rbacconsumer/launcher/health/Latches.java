package dev.rbacconsumer.launcher.health;

import java.util.concurrent.CountDownLatch;

/** Waits of tests where no exception can be declared. */
final class Latches {
  private Latches() {}

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
