package dev.rbacconsumer.relations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.relations.config.Transport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport of a store that is named by its target alone. */
class RelationsStoreTest {
  @ParameterizedTest
  @ValueSource(strings = {"kessel.example.com:9000", "dns:///kessel:9000", "10.0.0.7:9000"})
  void aServerOnAnotherHostIsCalledWithTls(String target) {
    assertThat(RelationsStore.settings(target).transport()).isInstanceOf(Transport.Tls.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9000", "127.0.0.1:9000", "[::1]:9000"})
  void aServerOnThisHostIsCalledInPlaintext(String target) {
    assertThat(RelationsStore.settings(target).transport()).isInstanceOf(Transport.Plaintext.class);
  }
}
