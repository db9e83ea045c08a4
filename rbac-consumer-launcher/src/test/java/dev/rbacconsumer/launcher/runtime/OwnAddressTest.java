package dev.rbacconsumer.launcher.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.runtime.HostName;
import org.junit.jupiter.api.Test;

final class OwnAddressTest {
  @Test
  void brokerOnThisMachineIsReachedFromItsLoopback() {
    assertThat(OwnAddress.towards("127.0.0.1:9092")).isEqualTo("127.0.0.1");
  }

  @Test
  void firstServerThatHasAnAddressCounts() {
    assertThat(OwnAddress.towards("no-such-host.invalid:9092, 127.0.0.1:9092"))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void withoutSuchAServerItIsTheNameOfTheMachine() {
    assertThat(OwnAddress.towards("no-such-host.invalid:9092")).isEqualTo(HostName.find());
  }
}
