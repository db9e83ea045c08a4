package dev.rbacconsumer.launcher.outage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the cells of the matrix are compared. */
final class TemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 ok|200 ok|true",
        "200 ok|200 okay|false",
        "offset #|offset 17|true",
        "offset #|offset 1,017|true",
        "offset #|offset|false",
        "lag (#)|lag (3)|true",
        "no answer from …|no answer from 127.0.0.1:1 within 5 s|true",
        "a.c|abc|false"
      })
  void numbersAndTextsAreLeftOpen(String template, String text, boolean matches) {
    assertThat(Template.matches(template, text)).isEqualTo(matches);
  }
}
