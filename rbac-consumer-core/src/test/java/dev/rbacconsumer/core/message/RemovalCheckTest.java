package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import org.junit.jupiter.api.Test;

/** Whether a record that waits may be a removal. */
class RemovalCheckTest {
  private final RemovalCheck check = new RemovalCheck(new OutboxDecoder(DecoderSettings.DEFAULT));

  @Test
  void aRecordThatAddsAloneIsNoRemoval() {
    assertThat(check.test(record(wrapped(adding(TUPLE))))).isFalse();
  }

  @Test
  void aRecordThatRemovesOrCannotBeReadMayBeOne() {
    assertThat(check.test(record(wrapped(adding(TUPLE).replace("_add", "_remove"))))).isTrue();
    assertThat(check.test(record("no JSON"))).isTrue();
    assertThat(check.test(record(wrapped("{}")))).isTrue();
  }

  @Test
  void aRecordAtWhichADecoderFailsMayBeOne() {
    assertThat(whereDecodersThrow(new IllegalStateException("defect"))).isTrue();
    assertThat(whereDecodersThrow(new StackOverflowError())).isTrue();
    assertThat(whereDecodersThrow(new NoClassDefFoundError("gone"))).isTrue();
  }

  private static boolean whereDecodersThrow(Throwable defect) {
    MessageDecoder decoder =
        record -> {
          if (defect instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) defect;
        };
    return new RemovalCheck(decoder).test(record(wrapped(adding(TUPLE))));
  }
}
