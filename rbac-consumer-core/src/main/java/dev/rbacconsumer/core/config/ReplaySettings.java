package dev.rbacconsumer.core.config;

import java.time.Duration;

/**
 * Settings of replays, of repeated events and of the mark that the store keeps.
 *
 * @param mode how records are applied that the store may have seen before
 * @param onStoreLoss what happens when the store has lost its state, or part of it
 * @param rememberedEvents number of applied events that a lane remembers to recognise repeated
 *     ones, from 0, which turns that off, to {@value #MAX_REMEMBERED_EVENTS}
 * @param markInterval least time between two marks written to the store for one partition, at least
 *     a second
 */
public record ReplaySettings(
    ReplayMode mode, StoreLossPolicy onStoreLoss, int rememberedEvents, Duration markInterval) {
  /** Largest number of events that a lane remembers. */
  public static final int MAX_REMEMBERED_EVENTS = 1_000_000;

  /** Shortest interval between two marks. */
  public static final Duration MIN_MARK_INTERVAL = Duration.ofSeconds(1);

  /** The values that apply when nothing is set. */
  public static final ReplaySettings DEFAULT =
      new ReplaySettings(
          ReplayMode.LAST_WORD, StoreLossPolicy.BLOCK, 10_000, Duration.ofSeconds(5));

  public ReplaySettings {
    if (rememberedEvents < 0 || rememberedEvents > MAX_REMEMBERED_EVENTS) {
      throw new IllegalArgumentException(
          "remembered events: want 0 to %d, got %d"
              .formatted(MAX_REMEMBERED_EVENTS, rememberedEvents));
    }
    if (markInterval.compareTo(MIN_MARK_INTERVAL) < 0) {
      throw new IllegalArgumentException(
          "mark interval: want >= %s, got %s".formatted(MIN_MARK_INTERVAL, markInterval));
    }
  }

  /** Returns a copy with another mode. */
  public ReplaySettings withMode(ReplayMode other) {
    return new ReplaySettings(other, onStoreLoss, rememberedEvents, markInterval);
  }

  /** Returns a copy with another policy for a store that has lost its state. */
  public ReplaySettings withOnStoreLoss(StoreLossPolicy other) {
    return new ReplaySettings(mode, other, rememberedEvents, markInterval);
  }

  /** Returns a copy with another number of remembered events. */
  public ReplaySettings withRememberedEvents(int events) {
    return new ReplaySettings(mode, onStoreLoss, events, markInterval);
  }

  /** Returns a copy with another interval between two marks. */
  public ReplaySettings withMarkInterval(Duration interval) {
    return new ReplaySettings(mode, onStoreLoss, rememberedEvents, interval);
  }
}
