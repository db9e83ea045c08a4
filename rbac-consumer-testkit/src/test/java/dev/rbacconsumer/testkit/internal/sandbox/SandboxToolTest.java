package dev.rbacconsumer.testkit.internal.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxToolTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void isFoundAsAServiceByItsName() {
    assertThat(ServiceLoader.load(ToolProvider.class))
        .filteredOn(it -> it.name().equals("rbac-consumer-sandbox"))
        .singleElement()
        .isInstanceOf(SandboxTool.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | want --jar FILE [--environment FILE]
          --jar             | --jar: want a file, got none
          --jar no-such.jar | --jar: want the packaged consumer, got no-such.jar
          --port 1          | want --jar FILE [--environment FILE], got --port
          """)
  void wrongArgumentsEndWithTwoAndASentenceBeforeAnythingStarts(String words, String sentence) {
    String[] args = words.isEmpty() ? new String[0] : words.split(" ", -1);

    int code = new SandboxTool().run(new PrintWriter(out), new PrintWriter(err, true), args);

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("rbac-consumer sandbox: " + sentence + "\n");
    assertThat(out.toString()).isEmpty();
  }
}
