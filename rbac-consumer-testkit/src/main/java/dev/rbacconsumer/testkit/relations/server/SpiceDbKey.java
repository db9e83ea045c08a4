package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.testkit.relations.protocol.WireRefusals;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.util.function.Predicate;

/**
 * Checks the store's pre-shared key. A wrong key has another status code than a missing one, unlike
 * with a JWT.
 */
final class SpiceDbKey {
  private SpiceDbKey() {}

  static void require(BearerCheck.Caller caller) {
    Predicate<String> good = caller.good();
    if (good == null) {
      return;
    }
    String given = caller.header().replaceFirst("(?i)^bearer ", "");
    if (given.isEmpty()) {
      throw WireRefusals.plain(
          GrpcErrorCode.UNAUTHENTICATED,
          "invalid preshared key: rpc error: code = Unauthenticated desc = Request unauthenticated"
              + " with bearer");
    }
    if (!good.test(given)) {
      throw WireRefusals.plain(
          GrpcErrorCode.PERMISSION_DENIED, "invalid preshared key: invalid token");
    }
  }
}
