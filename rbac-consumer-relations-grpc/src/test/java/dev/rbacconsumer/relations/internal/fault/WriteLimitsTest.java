package dev.rbacconsumer.relations.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteLimitsTest {
  private static final int REFUSED = 3_999_999;

  private long now;
  private final WriteLimits limits = new WriteLimits(1000, 4_000_000, () -> now);

  @Test
  void theStoresLimitOfTuplesIsTaken() {
    limits.learn(tooMany("100"), REFUSED);

    assertThat(limits.maxTuples()).isEqualTo(100);
    assertThat(limits.maxBytes()).isEqualTo(4_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grpc: received message larger than max (3999999 vs. 100000)",
        "SERVER: Received message larger than max (3999999 vs. 100000)",
        "gRPC message exceeds maximum size 100000: 3999999",
        "Error, message length too large: found 3999999 bytes, the limit is: 100000 bytes"
      })
  void theServersLimitOfBytesIsTaken(String text) {
    limits.learn(tooLarge(text), REFUSED);

    assertThat(limits.maxBytes()).isEqualTo(100_000);
    assertThat(limits.maxTuples()).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-5", "many", "99999999999", "2000"})
  void aLimitThatIsNoneOrLargerChangesNothing(String named) {
    limits.learn(tooMany(named), REFUSED);

    assertThat(limits.maxTuples()).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP status code 413",
        "Payload Too Large",
        "received message larger than max (9999999 vs. 9999998)"
      })
  void withoutALimitBelowWhatWasRefusedItIsHalfOfThat(String text) {
    limits.learn(tooLarge(text), 1_000_000);
    limits.learn(tooLarge(text), 500_000);

    assertThat(limits.maxBytes()).isEqualTo(250_000);
  }

  @Test
  void anEstimateHasAFloor() {
    limits.learn(tooLarge("Payload Too Large"), 1_000);

    assertThat(limits.maxBytes()).isEqualTo(WriteLimits.LEAST_ESTIMATE);
  }

  @Test
  void anEstimateNeverRises() {
    limits.learn(tooLarge("Payload Too Large"), 100_000);
    limits.learn(tooLarge("Payload Too Large"), 1_000_000);

    assertThat(limits.maxBytes()).isEqualTo(50_000);
  }

  @Test
  void anEstimateIsDroppedAfterAWhileAndALimitThatWasNamedIsNot() {
    limits.learn(tooLarge("larger than max (3999999 vs. 100000)"), REFUSED);
    limits.learn(tooLarge("Payload Too Large"), 50_000);

    now += WriteLimits.ESTIMATE_HOLDS.toNanos() - 1;
    assertThat(limits.maxBytes()).isEqualTo(25_000);
    now += 1;
    assertThat(limits.maxBytes()).isEqualTo(100_000);
  }

  @Test
  void whatDoesNotSayThatItIsAboutSizeTeachesNothing() {
    limits.learn(tooLarge("slow down"), REFUSED);

    assertThat(limits.maxBytes()).isEqualTo(4_000_000);
  }

  private static StoreFault tooMany(String allowed) {
    return StoreFault.of(
        new StoreError(
            Code.INVALID_ARGUMENT,
            "",
            "ERROR_REASON_TOO_MANY_UPDATES_IN_REQUEST",
            Map.of("maximum_updates_allowed", allowed)));
  }

  private static StoreFault tooLarge(String text) {
    return StoreFault.of(new StoreError(Code.RESOURCE_EXHAUSTED, text, "", Map.of()));
  }
}
