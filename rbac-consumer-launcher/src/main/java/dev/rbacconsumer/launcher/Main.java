package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.kafka.JvmHost;
import dev.rbacconsumer.launcher.runtime.Jvm;
import dev.rbacconsumer.launcher.wiring.Wiring;
import java.io.PrintWriter;
import java.time.Duration;

/** Where the process begins and ends. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code; see {@code --help}. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    ConsumerStart start = new ConsumerStart(System.getenv(), err, Jvm.real(), Wiring::service);
    DecodeCommand decode = new DecodeCommand(System.getenv(), System.in, out, err);
    CheckCommand check =
        new CheckCommand(
            System.getenv(), JvmHost.create().clock(), out, err, Duration.ofSeconds(10));
    System.exit(ConsumerCommand.execute(start, decode, check, out, err, args));
  }
}
