package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.faults;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rbacconsumer.core.outcome.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What comes of code that is not ours, whatever it does. */
class MessageTypeTest {
  private static final EventMetadata METADATA =
      new EventMetadata("", "", "", "", "", "", "", "", null);
  private static final OutboxPayload PAYLOAD = new OutboxPayload(METADATA, "{}");
  private static final Violation FAULT =
      new Violation(ViolationCode.INVALID_VALUE, "$.text", "want less, got \"more\"");

  @Test
  void whatADecoderRefusesIsInvalidForItsReasons() {
    assertThat(
            decoding(
                payload -> {
                  throw new PayloadException(List.of(FAULT, FAULT));
                }))
        .isEqualTo(new Decoding.Invalid(List.of(FAULT, FAULT)));
  }

  @Test
  void whatAParserThrowsIsAnInvalidPayload() {
    assertThat(
            faults(
                decoding(
                    payload -> {
                      throw new IOException("no text\nhere");
                    })))
        .containsExactly(
            new Violation(
                ViolationCode.INVALID_PAYLOAD, "$", "java.io.IOException: no text\\nhere"));
  }

  @Test
  void aDefectOfADecoderIsNamed() {
    assertThat(
            faults(
                decoding(
                    payload -> {
                      throw new IllegalStateException("odd");
                    })))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(ViolationCode.DECODER_FAILED);
              assertThat(fault.message())
                  .startsWith("the decoder of note threw java.lang.IllegalStateException: odd at ")
                  .contains("MessageTypeTest.java:");
            });
  }

  @Test
  void anExceptionThatCannotEvenBeReportedIsADefectAsAnyOther() {
    class Unspeakable extends RuntimeException {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw this;
      }
    }

    assertThat(
            faults(
                decoding(
                    payload -> {
                      throw new Unspeakable();
                    })))
        .singleElement()
        .extracting(Violation::message)
        .asString()
        .contains(" threw " + Unspeakable.class.getName() + " at ");
  }

  @Test
  @NullUnmarked
  void aRefusalWithoutAPlaceIsADefectAsAnyOther() {
    Violation placeless = new Violation(ViolationCode.INVALID_ID, null, "want a text");

    assertThat(
            faults(
                decoding(
                    payload -> {
                      throw new PayloadException(List.of(placeless));
                    })))
        .extracting(Violation::code)
        .containsExactly(ViolationCode.DECODER_FAILED);
  }

  @Test
  void aDecoderThatNeverEndsToCallItselfIsADefectToo() {
    assertThat(faults(decoding(payload -> endless(0))))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(ViolationCode.DECODER_FAILED);
              assertThat(fault.message()).contains("java.lang.StackOverflowError");
            });
  }

  @Test
  @NullUnmarked
  void aDecoderThatGivesNothingIsADefectToo() {
    assertThat(faults(decoding(payload -> null)))
        .containsExactly(
            new Violation(ViolationCode.DECODER_FAILED, "$", "the decoder of note returned null"));
  }

  @Test
  void whatAValidatorFindsIsReportedBoundedAndOnOneLine() {
    String foreign = "a\nb" + "x".repeat(1000);
    Violation rude = new Violation(ViolationCode.INVALID_ID, foreign, foreign);

    List<Violation> told = faults(validated(event -> Collections.nCopies(9, rude)));

    assertThat(told).hasSize(ViolationCollector.MOST_KEPT).containsOnly(told.get(0));
    assertThat(told.get(0).code()).isEqualTo(ViolationCode.INVALID_ID);
    assertThat(List.of(told.get(0).path(), told.get(0).message()))
        .allSatisfy(text -> assertThat(text).startsWith("a\\nbx").hasSizeLessThan(250));
  }

  @Test
  void aDefectOfAValidatorIsNamed() {
    assertThat(
            faults(
                validated(
                    event -> {
                      throw new AssertionError("odd");
                    })))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(ViolationCode.VALIDATOR_FAILED);
              assertThat(fault.message())
                  .startsWith("the validator of note threw java.lang.AssertionError: odd at ");
            });
  }

  @Test
  void aValidEventIsHandedOn() {
    assertThat(verdict(validated(event -> List.of()))).isEqualTo("custom {}");
  }

  @Test
  void memoryThatIsUsedUpIsNoOnesFault() {
    assertThatThrownBy(
            () ->
                decoding(
                    payload -> {
                      throw new OutOfMemoryError("heap");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void theHandlersAnswerIsTheOutcome() throws InterruptedException {
    Outcome rejected = new Outcome.Rejected("closed", "the group is closed");

    assertThat(handled((event, metadata, timeout) -> rejected)).isSameAs(rejected);
  }

  @Test
  void whateverAHandlerThrowsMayPass() throws InterruptedException {
    Outcome outcome =
        handled(
            (event, metadata, timeout) -> {
              throw new IllegalStateException("no connection");
            });

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.RetryLater.class,
            later -> {
              assertThat(later.reason()).isEqualTo("handler_failed");
              assertThat(later.message())
                  .startsWith("the handler of note threw java.lang.IllegalStateException:")
                  .contains("no connection at ");
            });
  }

  @Test
  @NullUnmarked
  void aHandlerThatGivesNoAnswerIsAskedAgain() throws InterruptedException {
    assertThat(handled((event, metadata, timeout) -> null))
        .isEqualTo(new Outcome.RetryLater("handler_failed", "the handler of note returned null"));
  }

  @Test
  void anInterruptReachesTheLane() {
    assertThatThrownBy(
            () ->
                handled(
                    (event, metadata, timeout) -> {
                      throw new InterruptedException("revoked");
                    }))
        .isInstanceOf(InterruptedException.class);
  }

  private static String endless(int depth) {
    return depth < 0 ? "" : endless(depth + 1) + depth;
  }

  private static Decoding decoding(PayloadDecoder<String> decoder) {
    return type(decoder, EventValidator.none(), applied()).decode(PAYLOAD);
  }

  private static Decoding validated(EventValidator<String> validator) {
    return type(OutboxPayload::json, validator, applied()).decode(PAYLOAD);
  }

  private static Outcome handled(EventHandler<String> handler) throws InterruptedException {
    MessageType<String> type = type(OutboxPayload::json, EventValidator.none(), handler);
    return new CustomEvent<>(type, METADATA, "{}").handle(Duration.ofSeconds(1));
  }

  private static EventHandler<String> applied() {
    return (event, metadata, timeout) -> new Outcome.Applied(Optional.empty());
  }

  private static MessageType<String> type(
      PayloadDecoder<String> decoder,
      EventValidator<String> validator,
      EventHandler<String> handler) {
    return MessageType.of("note", decoder, validator, handler);
  }
}
