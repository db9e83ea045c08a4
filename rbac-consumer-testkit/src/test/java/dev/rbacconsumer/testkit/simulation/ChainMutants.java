package dev.rbacconsumer.testkit.simulation;

import java.util.List;

/** Mistakes about changes that follow one another in one call of the sink. */
final class ChainMutants {
  private static final String DELIVERY =
      "rbac-consumer-core/src/main/java/dev/rbacconsumer/core/delivery/";
  private static final String CHAIN = DELIVERY + "ApplyChain.java";
  private static final String AHEAD = DELIVERY + "DecodeAhead.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "record with the decoding of another one",
              AHEAD,
              "      return record == other;",
              "      return other.offset().value() >= 0;"),
          new Mutant(
              "first change of a chain applied in place of a later one",
              CHAIN,
              "        attempt = applier.attempt(apply);\n",
              ""));

  private ChainMutants() {}
}
