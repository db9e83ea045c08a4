package dev.rbacconsumer.testkit.simulation.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a schedule in words, one line each, with their simulated times, which it records
 * only if it is on; and the first exception of a tested store. Not thread-safe.
 */
public final class Trace {
  private boolean isOn;
  private final List<String> all = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private @Nullable Throwable thrown;

  public Trace(boolean isOn) {
    this.isOn = isOn;
  }

  /** Adds a step that a reader without knowledge of the product understands. */
  public void step(Duration at, Supplier<String> words) {
    if (isOn) {
      String line = line(at, words);
      all.add(line);
      story.add(line);
    }
  }

  /** Adds a detail for a reader who knows the product. */
  public void detail(Duration at, Supplier<String> words) {
    if (isOn) {
      all.add(line(at, words));
    }
  }

  /** Records that a tested store has thrown something; only the first one is kept. */
  public void threw(Throwable exception) {
    if (thrown == null) {
      thrown = exception;
    }
  }

  /** Returns the first exception of a tested store, if there is one. */
  public Optional<Throwable> thrown() {
    return Optional.ofNullable(thrown);
  }

  /** Ends the trace: later steps are not recorded. */
  public void end() {
    isOn = false;
  }

  /** Returns all lines. */
  public List<String> all() {
    return List.copyOf(all);
  }

  /** Returns the lines without the details. */
  public List<String> story() {
    return List.copyOf(story);
  }

  private static String line(Duration at, Supplier<String> words) {
    return "%10.3fs  %s".formatted(at.toMillis() / 1000.0, words.get());
  }
}
