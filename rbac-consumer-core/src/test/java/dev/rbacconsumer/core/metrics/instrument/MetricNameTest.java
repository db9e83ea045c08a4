package dev.rbacconsumer.core.metrics.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricNameTest {
  @Test
  void nameWithoutLabelsIsItsFamily() {
    assertThat(MetricName.of("a_total").encoded()).isEqualTo("a_total");
    assertThat(MetricName.parse("a_total")).contains(MetricName.of("a_total"));
  }

  @Test
  void labelsAreSortedAndTheirValuesEscaped() {
    // When
    var name = MetricName.of("m", List.of("z", "a"), List.of("one \"1\"\n", "back\\slash"));

    // Then
    assertThat(name.encoded()).isEqualTo("m{a=\"back\\\\slash\",z=\"one \\\"1\\\"\\n\"}");
    assertThat(name.labelNames()).containsExactly("a", "z");
    assertThat(name.labelValues()).containsExactly("back\\slash", "one \"1\"\n");
  }

  @Property
  void everyNameIsReadBackAsItWas(@ForAll String one, @ForAll String two) {
    var name = new MetricName("family_1", new TreeMap<>(Map.of("a", one, "_b2", two)));

    assertThat(MetricName.parse(name.encoded())).contains(name);
  }

  @Property
  void whatIsReadIsWrittenAsItWas(@ForAll String value) {
    String text = "m{a=\"" + value + "\"}";

    assertThat(MetricName.parse(text).map(MetricName::encoded).orElse(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "jvm.memory.used",
        "1a",
        "m{}",
        "m{",
        "m{a}",
        "m{a=\"x\"",
        "m{a=\"x}",
        "m{a=\"x\\\"}",
        "m{a=\"x\"} ",
        "m{a=\"x\",}",
        "m{b=\"x\",a=\"y\"}",
        "m{a=\"x\",a=\"y\"}",
        "m{a=\"\\t\"}",
        "m{1=\"x\"}"
      })
  void textThatNoNameHasIsNotRead(String text) {
    assertThat(MetricName.parse(text)).isEmpty();
  }

  @Test
  void wrongWordsAndMissingValuesAreRefused() {
    assertThatThrownBy(() -> MetricName.of("a-b"))
        .hasMessageContaining("family")
        .hasMessageContaining("a-b");
    assertThatThrownBy(() -> MetricName.of("a", List.of("b c"), List.of("x")))
        .hasMessageContaining("label");
    assertThatThrownBy(() -> MetricFamily.COMMITS.with())
        .hasMessageContaining("want values for [status]");
  }
}
