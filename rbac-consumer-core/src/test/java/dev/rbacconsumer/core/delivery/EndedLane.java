package dev.rbacconsumer.core.delivery;

import dev.rbacconsumer.core.port.LaneRunner;
import java.time.Duration;

/** A lane that nobody has to wait for. */
final class EndedLane implements LaneRunner.Running {
  @Override
  public boolean await(Duration atMost) {
    return true;
  }

  @Override
  public void interrupt() {}
}
