package dev.rbacconsumer.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AdminPortTest {
  private static final RequestGuard GUARD = new RequestGuard(new AllowedHosts(List.of(), "me"));

  @Test
  void chosenPortIsKnownBeforeTheServerStartsAndIsThatOfTheServer() throws IOException {
    try (AdminPort port = new AdminPort(Optional.of(0))) {
      int number = port.number().orElseThrow();

      try (AdminServer server = AdminServer.open(port, GUARD, new Routes(List.of()))) {
        assertThat(number).isPositive();
        assertThat(server.port()).isEqualTo(number);
        assertThat(port.number()).hasValue(number);
      }
    }
  }

  @Test
  void givenPortIsNotBoundToTellItsNumber() throws IOException {
    try (AdminPort free = new AdminPort(Optional.of(0))) {
      int taken = free.number().orElseThrow();

      try (AdminPort port = new AdminPort(Optional.of(taken))) {
        assertThat(port.number()).hasValue(taken);
        assertThatThrownBy(port::bind).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void closedPortIsFreeAgainWithoutAServer() throws IOException {
    AdminPort port = new AdminPort(Optional.of(0));
    int number = port.number().orElseThrow();
    port.close();

    try (AdminPort again = new AdminPort(Optional.of(number))) {
      assertThat(again.bind().socket().getLocalPort()).isEqualTo(number);
    }
  }

  @Test
  void noPortHasNoNumber() {
    assertThat(new AdminPort(Optional.empty()).number()).isEmpty();
  }
}
