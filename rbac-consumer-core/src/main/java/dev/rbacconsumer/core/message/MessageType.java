package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.outcome.FailureReason;
import dev.rbacconsumer.core.outcome.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registration of one further type of message: its decoder, validator and handler. Thread-safe.
 *
 * @param <E> class of the decoded event
 */
public final class MessageType<E> {
  private static final String HANDLER_FAILED = FailureReason.HANDLER_FAILED.word();

  private final String aggregateType;
  private final PayloadDecoder<E> decoder;
  private final EventValidator<E> validator;
  private final EventHandler<E> handler;

  private MessageType(
      String aggregateType,
      PayloadDecoder<E> decoder,
      EventValidator<E> validator,
      EventHandler<E> handler) {
    this.aggregateType = aggregateType;
    this.decoder = decoder;
    this.validator = validator;
    this.handler = handler;
  }

  /**
   * Creates a message type.
   *
   * @param aggregateType exact value of the outbox row's aggregate type; not blank
   * @throws IllegalArgumentException if the aggregate type is blank
   */
  public static <E> MessageType<E> of(
      String aggregateType,
      PayloadDecoder<E> decoder,
      EventValidator<E> validator,
      EventHandler<E> handler) {
    if (aggregateType.isBlank()) {
      throw new IllegalArgumentException("aggregate type: want a text, got a blank one");
    }
    return new MessageType<>(aggregateType, decoder, validator, handler);
  }

  /** Returns the aggregate type of the outbox row by which messages of this type are recognized. */
  public String aggregateType() {
    return aggregateType;
  }

  @Override
  public String toString() {
    return aggregateType;
  }

  /**
   * Decodes and validates a payload. An exception of the decoder or the validator becomes a
   * violation; only an error of the JVM itself, such as a lack of memory, is thrown.
   */
  public Decoding decode(OutboxPayload payload) {
    try {
      return read(payload);
    } catch (Throwable thrown) {
      return invalid(
          payload.metadata(), ViolationCode.DECODER_FAILED, "the decoder of " + describe(thrown));
    }
  }

  private Decoding read(OutboxPayload payload) {
    try {
      E event = decoder.decode(payload);
      return event == null
          ? invalid(
              payload.metadata(),
              ViolationCode.DECODER_FAILED,
              "the decoder of " + this + " returned null")
          : validate(event, payload.metadata());
    } catch (PayloadException refused) {
      return invalid(payload.metadata(), refused.violations());
    } catch (IOException unreadable) {
      return invalid(
          payload.metadata(),
          ViolationCode.INVALID_PAYLOAD,
          SafeText.message(unreadable.toString()));
    }
  }

  private Decoding validate(E event, EventMetadata metadata) {
    try {
      List<Violation> faults = validator.validate(event);
      return faults.isEmpty()
          ? new Decoding.Custom(new CustomEvent<>(this, metadata, event))
          : invalid(metadata, faults);
    } catch (Throwable thrown) {
      return invalid(
          metadata, ViolationCode.VALIDATOR_FAILED, "the validator of " + describe(thrown));
    }
  }

  /**
   * Makes one attempt to handle an event. An exception of the handler becomes a failure that may
   * pass.
   */
  Outcome handle(E event, EventMetadata metadata, Duration timeout) throws InterruptedException {
    @Nullable Outcome outcome;
    try {
      outcome = handler.handle(event, metadata, timeout);
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (Throwable thrown) {
      return new Outcome.RetryLater(HANDLER_FAILED, "the handler of " + describe(thrown));
    }
    return outcome != null
        ? outcome
        : new Outcome.RetryLater(HANDLER_FAILED, "the handler of " + this + " returned null");
  }

  /** Describes an exception and its origin, since its stack trace is shown nowhere else. */
  private String describe(Throwable thrown) {
    if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
      throw error; // Out of memory: the message is not at fault, and the process cannot continue
      // safely.
    }
    StackTraceElement[] stack = thrown.getStackTrace();
    return aggregateType + " threw " + text(thrown) + (stack.length == 0 ? "" : " at " + stack[0]);
  }

  private static String text(Throwable thrown) {
    try {
      return SafeText.message(thrown.toString());
    } catch (RuntimeException unspeakable) {
      return thrown.getClass().getName();
    }
  }

  private static Decoding invalid(EventMetadata metadata, ViolationCode code, String message) {
    return new Decoding.Invalid(List.of(new Violation(code, "$", message)), metadata);
  }

  private static Decoding invalid(EventMetadata metadata, List<Violation> faults) {
    return new Decoding.Invalid(
        faults.stream().limit(ViolationCollector.MOST_KEPT).map(MessageType::bounded).toList(),
        metadata);
  }

  private static Violation bounded(Violation fault) {
    return new Violation(
        fault.code(), SafeText.message(fault.path()), SafeText.message(fault.message()));
  }
}
