package dev.rbacconsumer.launcher.architecture.bad.core.runtime;

public final class Threads {
  public Thread create() {
    return new Thread(() -> {});
  }
}
