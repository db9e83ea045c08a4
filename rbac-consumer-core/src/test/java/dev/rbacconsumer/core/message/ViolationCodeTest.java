package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViolationCodeTest {
  private static final Pattern LABEL = Pattern.compile("[a-z]+(_[a-z]+)*");

  @ParameterizedTest
  @EnumSource
  void oneFaultIsReportedOnceWithItsCodeAndItsPlace(FaultyMessage message) {
    assertThat(faults(message.decoded()))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(message.code);
              assertThat(fault.path()).isEqualTo(message.path);
              assertThat(fault.message()).isNotBlank().hasSizeLessThan(300);
            });
  }

  @ParameterizedTest
  @EnumSource
  void everyCodeHasAMessageThatShowsIt(ViolationCode code) {
    assertThat(Arrays.stream(FaultyMessage.values()).map(message -> message.code)).contains(code);
  }

  @ParameterizedTest
  @EnumSource
  void labelsAreFitForMetrics(ViolationCode code) {
    assertThat(code.label()).matches(LABEL);
  }

  @Test
  void aViolationPrintsWhatAnOperatorNeeds() {
    assertThat(new Violation(ViolationCode.INVALID_ID, "$.workspace.id", "want a text, got none"))
        .hasToString("invalid_id at $.workspace.id: want a text, got none");
  }
}
