package dev.rbacconsumer.core.lane;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.observe.Failure;
import dev.rbacconsumer.core.record.SourceRecord;
import org.jspecify.annotations.Nullable;

/** The record whose turn it is. */
final class Head {
  final SourceRecord record;
  final long startedAt;
  private @Nullable Decoding decoding;
  private @Nullable Failure condemned;
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

  /** Why it is to be set aside; null while it is not. */
  @Nullable Failure condemned() {
    return condemned;
  }

  void condemn(Failure failure) {
    condemned = failure;
  }

  int failures() {
    return failures;
  }

  void failed(long notBefore) {
    failures++;
    this.notBefore = notBefore;
  }

  boolean isDue(long now) {
    return now - notBefore >= 0;
  }

  long notBefore() {
    return notBefore;
  }
}
