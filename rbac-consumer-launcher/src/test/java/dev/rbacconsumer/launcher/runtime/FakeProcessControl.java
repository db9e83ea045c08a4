package dev.rbacconsumer.launcher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Keeps the hook, so that a test can send the signal; halting is only noted. */
public final class FakeProcessControl implements ProcessControl {
  private final CompletableFuture<Thread> hook = new CompletableFuture<>();
  private final CompletableFuture<Integer> halted = new CompletableFuture<>();

  @Override
  public void onShutdown(Thread thread) {
    assertThat(hook.complete(thread)).as("first hook").isTrue();
  }

  @Override
  public void halt(int code) {
    assertThat(halted.complete(code)).as("halted once").isTrue();
  }

  /** Starts the hook, as the virtual machine does on SIGTERM. */
  public void signal() {
    hook.join().start();
  }

  boolean isHalted() {
    return halted.isDone();
  }

  /** The code the process ended with. */
  public int awaitHalt(Duration atMost) {
    return halted.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
