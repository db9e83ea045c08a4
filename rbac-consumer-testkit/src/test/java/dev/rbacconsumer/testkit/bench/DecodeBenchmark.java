package dev.rbacconsumer.testkit.bench;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.testkit.decode.GeneralMapper;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The decoder, between what one would use otherwise and what no decoder can do without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-Xmn64m", "-XX:+UseSerialGC"})
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class DecodeBenchmark {
  @Param(Workload.RECORDED)
  String messages;

  private final OutboxDecoder decoder = new OutboxDecoder(DecoderSettings.DEFAULT);
  private SourceRecord[] records;

  @Setup
  public void build() {
    records = Workload.named(messages).records().toArray(SourceRecord[]::new);
  }

  /** Ours: everything, from the record to a checked event. */
  @Benchmark
  public void decoder(Blackhole hole) {
    for (SourceRecord record : records) {
      hole.consume(decoder.decode(record));
    }
  }

  /** Two trees and protobuf's own JSON parser, up to the net change; no metadata. */
  @Benchmark
  public void mapper(Blackhole hole) throws IOException {
    for (SourceRecord record : records) {
      hole.consume(GeneralMapper.change(record.value()));
    }
  }

  /** Every token once, nothing kept. */
  @Benchmark
  public void tokens(Blackhole hole) throws IOException {
    for (SourceRecord record : records) {
      hole.consume(TokenScan.tokens(record.value()));
    }
  }
}
