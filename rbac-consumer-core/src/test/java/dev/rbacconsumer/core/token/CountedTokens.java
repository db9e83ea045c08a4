package dev.rbacconsumer.core.token;

import java.util.EnumMap;
import java.util.Map;

/** Observer that keeps the counts. */
final class CountedTokens implements TokenObserver {
  private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);

  /** Returns the number of dropped writes. */
  int dropped(DropReason reason) {
    return dropped.getOrDefault(reason, 0);
  }

  /** Returns the number of dropped writes, whatever the reason. */
  int dropped() {
    return dropped.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public void written(TokenKind kind, int count) {}

  @Override
  public void dropped(DropReason reason, int count) {
    dropped.merge(reason, count, Integer::sum);
  }

  @Override
  public void skipped(SkipReason reason, int count) {}

  @Override
  public void writeFailed() {}
}
