package dev.rbacconsumer.core.replay;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.HexFormat;

/** Computes the digest of a change under a fence. */
public final class ChangeDigest {
  private ChangeDigest() {}

  /**
   * Returns the first 128 bits of a SHA-256 of the fence token and the tuples in their order, as 32
   * hexadecimal digits.
   */
  public static String of(TupleChange change, FenceToken fence) {
    Sha256 sha256 = new Sha256();
    sha256.add(fence.token());
    sha256.add(change.removals()).add(change.additions());
    Hash128 hash = sha256.finish();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(hash.high()) + hex.toHexDigits(hash.low());
  }
}
