package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.quarantine.QuarantineStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An empty quarantine that knows whether it is open. */
class OpenedQuarantine implements QuarantineStore.Session {
  private boolean isOpen = true;

  boolean isOpen() {
    return isOpen;
  }

  @Override
  public List<ParkedRecord> parked() {
    return List.of();
  }

  @Override
  public Optional<Outcome.RetryLater> park(ParkedRecord parked, Duration timeout) {
    return Optional.empty();
  }

  @Override
  public Optional<Outcome.RetryLater> release(ParkedRecord parked, Duration timeout) {
    return Optional.empty();
  }

  @Override
  public boolean isLost() {
    return false;
  }

  @Override
  public void close() {
    isOpen = false;
  }
}
