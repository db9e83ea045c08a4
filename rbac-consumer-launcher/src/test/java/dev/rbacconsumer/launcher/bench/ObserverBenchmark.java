package dev.rbacconsumer.launcher.bench;

import dev.rbacconsumer.core.runtime.JvmRuntime;
import java.io.FileOutputStream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** All that is told of one message, to nobody and to more and more. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-Xmn64m", "-XX:+UseSerialGC"})
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 250, timeUnit = TimeUnit.MILLISECONDS)
public class ObserverBenchmark {
  @Param({"NONE", "METRICS", "SUMMARY", "LINES", "JSON", "JSON_SUMMARY"})
  String way;

  private final OneMessage message = new OneMessage();
  private Observers observers;

  @Setup
  public void build() throws IOException {
    // A line is written with one call of the system, as on standard output.
    observers =
        Observers.of(
            ObserverWay.valueOf(way),
            JvmRuntime.create().clock(),
            new FileOutputStream("/dev/null"));
    OneMessage.assign(observers.observer());
  }

  @TearDown
  public void close() {
    observers.close();
  }

  @Benchmark
  public void message() {
    message.pass(observers.scope(), observers.observer());
  }
}
