package dev.rbacconsumer.launcher.architecture.bad.core;

import java.time.Instant;

final class ReadsTimeOfDay {
  Instant now() {
    return Instant.now();
  }
}
