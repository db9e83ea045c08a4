package dev.rbacconsumer.core.replay;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.HexFormat;
import java.util.List;

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
    add(change.removals(), sha256);
    add(change.additions(), sha256);
    Hash128 hash = sha256.finish();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(hash.high()) + hex.toHexDigits(hash.low());
  }

  private static void add(List<RelationTuple> tuples, Sha256 sha256) {
    sha256.add(tuples.size());
    tuples.forEach(tuple -> sha256.add(tuple.toString()));
  }
}
