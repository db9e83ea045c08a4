package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.record.SourceRecord;
import org.jspecify.annotations.Nullable;

/** The record whose turn it is. */
final class Head {
  final SourceRecord record;
  final long startedAt;
  private @Nullable Decoding decoding;
  private int failures;
  private long notBefore;

  Head(SourceRecord record, long startedAt) {
    this.record = record;
    this.startedAt = startedAt;
    this.notBefore = startedAt;
  }

  @Nullable Decoding decoding() {
    return decoding;
  }

  void decoded(Decoding decoding) {
    this.decoding = decoding;
  }

  int failures() {
    return failures;
  }

  void failed(long notBefore) {
    failures++;
    this.notBefore = notBefore;
    if (decoding instanceof Decoding.Invalid || decoding instanceof Decoding.Malformed) {
      decoding = null;
    }
  }

  boolean isDue(long now) {
    return now - notBefore >= 0;
  }

  long notBefore() {
    return notBefore;
  }
}
