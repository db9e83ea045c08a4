package dev.rbacconsumer.launcher.architecture.bad.core;

import java.time.Clock;

final class ReadsSystemClock {
  long now() {
    return Clock.systemUTC().millis();
  }
}
