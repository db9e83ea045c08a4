package dev.rbacconsumer.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceContextTest {
  private static final String ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + ID + "-b7ad6b7169203331-01";
  private static final String ANOTHER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

  @Test
  void headerOfW3cIsPassedOnAsItCame() {
    assertThat(of(header("traceparent", PARENT), header("tracestate", "vendor=a,other=b")))
        .contains(new TraceContext(PARENT, "vendor=a,other=b"));
  }

  @Test
  void traceIdIsItsSecondPart() {
    assertThat(new TraceContext(PARENT, "").traceId()).isEqualTo(ID);
  }

  @Test
  void recordWithoutHeadersHasNone() {
    assertThat(of()).isEmpty();
    assertThat(of(header("id", PARENT), header("tracestate", "vendor=a"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-\nmore",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
      })
  void whatHasNotTheFormIsNotThere(String text) {
    assertThat(of(header("traceparent", text))).isEmpty();
    assertThatThrownBy(() -> new TraceContext(text, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("traceparent: want");
  }

  @Test
  void laterVersionMayHaveMore() {
    String later = "01" + PARENT.substring(2) + "-what-comes-later";

    assertThat(of(header("traceparent", later))).contains(new TraceContext(later, ""));
  }

  @Test
  void stateThatCannotBeSentIsLeftOut() {
    assertThat(of(header("traceparent", PARENT), header("tracestate", "a=\u00e4")))
        .contains(new TraceContext(PARENT, ""));
    assertThat(of(header("traceparent", PARENT), header("tracestate", "x".repeat(513))))
        .contains(new TraceContext(PARENT, ""));
    assertThatThrownBy(() -> new TraceContext(PARENT, "a=\nb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tracestate: want");
  }

  @Test
  void spanContextOfDebeziumIsATextOfProperties() {
    String properties = "#Wed Nov 25 10:00:00 UTC 2026\ntraceparent=" + PARENT + "\n";

    assertThat(of(header("tracingspancontext", properties))).contains(new TraceContext(PARENT, ""));
    assertThat(of(header("tracingspancontext", properties + "tracestate=vendor\\=a\n")))
        .contains(new TraceContext(PARENT, "vendor=a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "traceparent", "traceparent=no", "uber-trace-id=1:2:3:4", "a=\\u00"})
  void spanContextWithoutATraceOfW3cIsNotThere(String properties) {
    assertThat(of(header("tracingspancontext", properties))).isEmpty();
  }

  @Test
  void ownHeaderCountsMoreThanTheColumnUnlessItCannotBeRead() {
    RecordHeader column = header("tracingspancontext", "traceparent=" + ANOTHER);

    assertThat(of(header("traceparent", PARENT), column)).contains(new TraceContext(PARENT, ""));
    assertThat(of(header("traceparent", "no"), column)).contains(new TraceContext(ANOTHER, ""));
  }

  @Test
  void ofSeveralHeadersTheLastCounts() {
    assertThat(of(header("traceparent", PARENT), header("traceparent", ANOTHER)))
        .contains(new TraceContext(ANOTHER, ""));
  }

  @Test
  void headersWithoutAValueOrWithAHugeOneAreNotThere() {
    byte[] huge = new byte[2_000];
    Arrays.fill(huge, (byte) 'a');

    assertThat(of(new RecordHeader("traceparent", null))).isEmpty();
    assertThat(of(new RecordHeader("tracingspancontext", huge))).isEmpty();
  }

  private static Optional<TraceContext> of(RecordHeader... headers) {
    return TraceContext.of(
        new SourceRecord(
            new PartitionId("outbox", 0), new Offset(0), -1, null, null, List.of(headers)));
  }

  private static RecordHeader header(String name, String value) {
    return new RecordHeader(name, value.getBytes(UTF_8));
  }
}
