package dev.rbacconsumer.core.replay;

import org.jspecify.annotations.Nullable;

/**
 * The first 128 bits of a SHA-256.
 *
 * @param high bits 0 to 63
 * @param low bits 64 to 127
 */
record Hash128(long high, long low) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash128 that && high == that.high && low == that.low;
  }

  /** Returns a part of the hash, whose bits are all alike. */
  @Override
  public int hashCode() {
    return (int) high;
  }
}
