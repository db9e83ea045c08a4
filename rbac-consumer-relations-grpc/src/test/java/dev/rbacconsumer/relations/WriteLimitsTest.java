package dev.rbacconsumer.relations;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteLimitsTest {
  private final WriteLimits limits = new WriteLimits(1000, 4_000_000);

  @Test
  void theStoresLimitOfTuplesIsTaken() {
    limits.learn(tooMany("100"));

    assertThat(limits.maxTuples()).isEqualTo(100);
    assertThat(limits.maxBytes()).isEqualTo(4_000_000);
  }

  @Test
  void theServersLimitOfBytesIsTaken() {
    limits.learn(tooLarge("grpc: received message larger than max (3999999 vs. 100000)"));

    assertThat(limits.maxBytes()).isEqualTo(100_000);
    assertThat(limits.maxTuples()).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-5", "many", "99999999999", "2000"})
  void aLimitThatIsNoneOrLargerChangesNothing(String named) {
    limits.learn(tooMany(named));

    assertThat(limits.maxTuples()).isEqualTo(1000);
  }

  @Test
  void aTextWithoutALimitChangesNothing() {
    limits.learn(tooLarge("received message larger than max"));

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
