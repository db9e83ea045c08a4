package dev.rbacconsumer.core.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.report.ReportFormat;
import dev.rbacconsumer.core.report.ReportPrinter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecodeReportTest {
  private final StringWriter out = new StringWriter();

  @Test
  void eachLineIsJudgedAndAllAreCounted() throws IOException {
    DecodeReport report = report(false);

    report.read("", new ByteArrayInputStream("{\n\nnull\n".getBytes(UTF_8)));

    assertThat(report.finish()).isFalse();
    assertThat(out.toString().lines())
        .contains("line 1: malformed", "line 3: tombstone")
        .endsWith("2 messages: 0 relations, 0 workspace, 1 tombstone, 1 malformed, 0 invalid");
  }

  @Test
  void programsCountForThemselves() throws IOException {
    DecodeReport report = report(true);

    report.read("file", new ByteArrayInputStream("null".getBytes(UTF_8)));

    assertThat(report.finish()).isTrue();
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"place\":\"file:1\",\"verdict\":\"tombstone\",\"violations\":[],"
                + "\"unknown_field_count\":0,\"unknown_fields\":[],\"calls\":[]}");
  }

  @Test
  void aRecordIsFoundInEitherFormat() {
    String kcat = "{\"topic\":\"t\",\"partition\":1,\"offset\":2,\"key\":\"k\",\"payload\":\"v\"}";
    String recorded =
        "{\"topic\":\"t\",\"partition\":1,\"offset\":2,\"key\":{\"utf8\":\"k\"},"
            + "\"value\":{\"base64\":\"dg==\"}}";

    for (String line : List.of(kcat, recorded)) {
      assertThat(RecordLine.parse(line.getBytes(UTF_8)))
          .hasValueSatisfying(
              record -> {
                assertThat(record.partition()).hasToString("t-1");
                assertThat(record.offset().value()).isEqualTo(2);
                assertThat(record.value()).isEqualTo("v".getBytes(UTF_8));
              });
    }
    assertThat(RecordLine.parse("{\"payload\":{}}".getBytes(UTF_8))).isEmpty();
  }

  private DecodeReport report(boolean json) {
    return new DecodeReport(
        DecoderSettings.DEFAULT,
        change -> List.of(),
        "topic",
        new ReportPrinter(ReportFormat.of(json, false), new PrintWriter(out)));
  }
}
