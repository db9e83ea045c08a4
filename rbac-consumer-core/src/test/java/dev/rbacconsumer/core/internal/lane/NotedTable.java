package dev.rbacconsumer.core.internal.lane;

import dev.rbacconsumer.core.port.ReplayTable;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A table of a replay that counts how often it is closed. */
final class NotedTable implements ReplayTable {
  final Map<RelationTuple, Offset> noted = new HashMap<>();
  int closed;

  /** Whether the thread is interrupted when a tuple is noted. */
  boolean isInterrupted;

  @Override
  public void note(RelationTuple tuple, Offset offset) throws InterruptedException {
    if (isInterrupted) {
      throw new InterruptedException("as scripted");
    }
    noted.put(tuple, offset);
  }

  @Override
  public Optional<Offset> of(RelationTuple tuple) {
    return Optional.ofNullable(noted.get(tuple));
  }

  @Override
  public long size() {
    return noted.size();
  }

  @Override
  public void close() {
    closed++;
  }
}
