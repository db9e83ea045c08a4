package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.port.LaneRunner;
import java.time.Duration;

/** A lane that has ended. */
final class EndedLane implements LaneRunner.Running {
  @Override
  public boolean await(Duration atMost) {
    return true;
  }

  @Override
  public void interrupt() {}
}
