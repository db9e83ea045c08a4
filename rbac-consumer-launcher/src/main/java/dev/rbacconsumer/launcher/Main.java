package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.kafka.runtime.JvmHost;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ProcessControl;
import dev.rbacconsumer.launcher.wiring.Wiring;
import java.io.PrintWriter;
import java.time.Duration;

/** Entry point of the process. */
public final class Main {
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(2);

  private Main() {}

  /** Runs the command line and exits with its code; see {@code --help}. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    ConsumerStart start =
        new ConsumerStart(
            System.getenv(),
            err,
            new FlushingProcessControl(ProcessControl.real(), Main::flushLog),
            Wiring::service);
    DecodeCommand decode = new DecodeCommand(System.getenv(), System.in, out, err);
    DeliveryRuntime host = JvmHost.create();
    CheckCommand check =
        new CheckCommand(System.getenv(), host.clock(), out, err, Duration.ofSeconds(10));
    StatusCommand status = new StatusCommand(System.getenv(), out, err, host.sleepers().get());
    int code = ConsumerCommand.execute(start, decode, check, status, out, err, args);
    flushLog();
    System.exit(code);
  }

  private static void flushLog() {
    Logging.flush(LONGEST_FLUSH);
  }
}
