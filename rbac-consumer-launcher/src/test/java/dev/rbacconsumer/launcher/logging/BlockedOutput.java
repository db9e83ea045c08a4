package dev.rbacconsumer.launcher.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Output that takes nothing until it is released, as a pipe that nobody reads. */
final class BlockedOutput extends OutputStream {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    entered.countDown();
    try {
      released.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    synchronized (taken) {
      taken.write(bytes, from, length);
    }
  }

  void awaitWriter() throws InterruptedException {
    entered.await();
  }

  void release() {
    released.countDown();
  }

  List<String> lines() {
    synchronized (taken) {
      return taken.toString(UTF_8).lines().toList();
    }
  }
}
