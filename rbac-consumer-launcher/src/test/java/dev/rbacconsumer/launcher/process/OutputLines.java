package dev.rbacconsumer.launcher.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a process writes to one stream, read by a thread of its own. Thread-safe. */
final class OutputLines {
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;
  private boolean ended;

  /** Reads nothing before {@link #begin}. */
  OutputLines(String name, InputStream stream) {
    reader = new Thread(() -> read(stream), name);
    reader.setDaemon(true);
  }

  /** Begins to read. Called once. */
  OutputLines begin() {
    reader.start();
    return this;
  }

  synchronized List<String> soFar() {
    return List.copyOf(lines);
  }

  /** Waits until the process has closed the stream. */
  void awaitEnd() throws InterruptedException {
    reader.join();
  }

  /**
   * The first line that fits, which may have come already.
   *
   * @return empty when the stream ended or the time was over first
   */
  synchronized Optional<String> await(Predicate<String> condition, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (int next = 0; ; next++) {
      while (next >= lines.size()) {
        long left = deadline - System.nanoTime();
        if (ended || left <= 0) {
          return Optional.empty();
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      if (condition.test(lines.get(next))) {
        return Optional.of(lines.get(next));
      }
    }
  }

  private void read(InputStream stream) {
    try (var text = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      text.lines().forEach(this::add);
    } catch (UncheckedIOException | IOException closed) {
      add("(stream broken: " + closed.getMessage() + ")");
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }
}
