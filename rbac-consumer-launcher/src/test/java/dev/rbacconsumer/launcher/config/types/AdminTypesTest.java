package dev.rbacconsumer.launcher.config.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.settings.ParseResult;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AdminTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; ''",
        "rbac-consumer; rbac-consumer",
        "a.example , *.B.example; a.example,*.B.example",
        "*; *"
      })
  void hostsAreNamesAndEndsOfNames(String text, String hosts) {
    List<String> wanted = hosts.isEmpty() ? List.of() : Arrays.asList(hosts.split(",", -1));

    assertThat(AdminTypes.hosts().parse(text)).isEqualTo(ParseResult.good(wanted));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.example:80", "a.*", "a,,b", "http://a", "*.", ".a", "a b", "[::1]"})
  void anythingElseIsNone(String text) {
    assertThat(AdminTypes.hosts().parse(text)).isInstanceOf(ParseResult.Bad.class);
  }
}
