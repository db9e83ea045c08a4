package dev.rbacconsumer.launcher.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestTest {
  @ParameterizedTest
  @CsvSource({
    "a=1, 1",
    "a=, ''",
    "b=2&a=1, 1",
    "a=1&a=2, 1",
    "a=x%20y+z%26, 'x y z&'",
    "aa=1,",
    "a,",
    "a=%zz,",
    "'',"
  })
  void aParameterIsTheDecodedTextBehindItsName(String query, String value) {
    assertThat(new Request("GET", "/", query, "", "").parameter("a").orElse(null)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"a=1, true", "a=, true", "a, true", "b&a=%zz, true", "aa=1, false", "'', false"})
  void aParameterIsThereWithAnyValueOrNone(String query, boolean isThere) {
    assertThat(new Request("GET", "/", query, "", "").hasParameter("a")).isEqualTo(isThere);
  }
}
