package dev.rbacconsumer.core.consumer;

import dev.rbacconsumer.core.health.SourceReachability;

/** Reachability of a source that does not report it. */
enum AlwaysReachable implements SourceReachability {
  INSTANCE;

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public String words() {
    return "the source does not report whether it can be reached";
  }
}
