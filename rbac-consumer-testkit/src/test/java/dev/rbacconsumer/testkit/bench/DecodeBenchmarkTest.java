package dev.rbacconsumer.testkit.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.decode.GeneralMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the benchmark compares like with like. */
class DecodeBenchmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {Workload.RECORDED, "1", "10", "100", "1000"})
  void decoderAndMapperMakeTheSameChange(String name) throws Exception {
    OutboxDecoder decoder = new OutboxDecoder(DecoderSettings.DEFAULT);

    for (SourceRecord record : Workload.named(name).records()) {
      Decoding.Relations decoded = (Decoding.Relations) decoder.decode(record);
      assertThat(decoded.event().change()).isEqualTo(GeneralMapper.change(record.value()));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 100, 100", "10, 10, 100", "100, 1, 100", "1000, 1, 1000"})
  void workloadsHoldWhatTheirNameSays(String name, int messages, long tuples) {
    Workload workload = Workload.named(name);

    assertThat(workload.records()).hasSize(messages);
    assertThat(workload.tuples()).isEqualTo(tuples);
  }

  @Test
  void scanSeesTheTokensOfThePayloadText() throws Exception {
    byte[] value = "{\"schema\":null,\"payload\":\"{\\\"a\\\":[1]}\"}".getBytes(UTF_8);

    assertThat(TokenScan.tokens(value)).isEqualTo(6 + 6);
  }

  @Test
  void tableShowsRatiosAndCostsPerTuple() {
    List<Measured> measured =
        List.of(
            new Measured("10", "decoder", 20_000, 40_000),
            new Measured("10", "mapper", 100_000, 80_000),
            new Measured("10", "tokens", 16_000, 500));

    List<String> table = RatioTable.of(measured);

    assertThat(table).hasSize(3);
    assertThat(table.get(2))
        .startsWith("| 10 | 10.0 | 2000 | 200 | ")
        .endsWith(" | 5.0 | 1.25 | 400 | 800 |");
  }
}
