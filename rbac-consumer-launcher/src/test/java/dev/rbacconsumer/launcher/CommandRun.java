package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.runtime.FakeProcessControl;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs command lines within this process, with an environment of their own. */
final class CommandRun {
  private final Map<String, String> environment = new HashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Duration brokerTimeout;

  CommandRun(Duration brokerTimeout) {
    this.brokerTimeout = brokerTimeout;
  }

  /** Returns the environment, to be filled before a run. */
  Map<String, String> environment() {
    return environment;
  }

  /** Returns what all runs have printed. */
  String out() {
    return out.toString();
  }

  /** Returns the lines that all runs have printed. */
  List<String> lines() {
    return out().lines().toList();
  }

  /** Returns what all runs have reported on standard error. */
  String err() {
    return err.toString();
  }

  /** Forgets what was printed. */
  void clear() {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
  }

  /** Runs a command line, and returns its exit code. */
  int execute(String... args) {
    return execute(environment, InputStream.nullInputStream(), brokerTimeout, out, err, args);
  }

  /** Runs a command line that reads an input, and returns its exit code. */
  static int execute(
      Map<String, String> environment,
      InputStream in,
      Duration brokerTimeout,
      StringWriter out,
      StringWriter err,
      String... args) {
    PrintWriter toOut = new PrintWriter(out, true);
    PrintWriter toErr = new PrintWriter(err, true);
    ManualClock clock = new ManualClock();
    ConsumerStart start =
        new ConsumerStart(
            environment,
            toErr,
            new FakeProcessControl(),
            settings -> {
              throw new AssertionError("a service was made");
            });
    return ConsumerCommand.execute(
        start,
        new DecodeCommand(environment, in, toOut, toErr, brokerTimeout),
        new CheckCommand(environment, clock, toOut, toErr, brokerTimeout),
        new StatusCommand(environment, toOut, toErr, new VirtualSleeper(clock)),
        UnusedGroup.command(),
        UnusedGroup.actions(environment, clock, toOut, toErr),
        List.of(
            new InspectCommand(environment, clock, toOut, toErr, brokerTimeout),
            new AuditCommand(environment, clock, toOut, toErr, brokerTimeout),
            DeadLettersCommand.line(
                new LetterCommands(
                    environment,
                    clock,
                    new VirtualSleeper(clock),
                    toOut,
                    toErr,
                    brokerTimeout,
                    UnusedGroup.actions(environment, clock, toOut, toErr),
                    UnusedGroup.command()))),
        toOut,
        toErr,
        args);
  }
}
