package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.port.DeliveryRuntime;
import dev.rbacconsumer.core.runtime.JvmRuntime;
import dev.rbacconsumer.kafka.internal.group.GroupReader;
import dev.rbacconsumer.launcher.logging.Logging;
import dev.rbacconsumer.launcher.runtime.ClassDataTraining;
import dev.rbacconsumer.launcher.runtime.ProcessControl;
import dev.rbacconsumer.launcher.wiring.Wiring;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Entry point of the process. */
public final class Main {
  private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration GROUP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(2);

  private Main() {}

  /**
   * Runs the command line and exits with its code; see {@code --help}. An ordinary start has no
   * arguments, and loads nothing of the command line, which would take a third of its time.
   */
  public static void main(String[] args) {
    ClassDataTraining.loadIfRequested();
    PrintWriter out = new PrintWriter(System.out, true, UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, UTF_8);
    ConsumerStart start =
        new ConsumerStart(
            System.getenv(),
            err,
            new FlushingProcessControl(ProcessControl.real(), Main::flushLog),
            Wiring::service);
    int code = args.length == 0 ? start.run(err) : execute(start, out, err, args);
    flushLog();
    System.exit(code);
  }

  private static int execute(
      ConsumerStart start, PrintWriter out, PrintWriter err, String... args) {
    DecodeCommand decode = new DecodeCommand(System.getenv(), System.in, out, err, BROKER_TIMEOUT);
    DeliveryRuntime host = JvmRuntime.create();
    CheckCommand check = new CheckCommand(System.getenv(), host.clock(), out, err, BROKER_TIMEOUT);
    StatusCommand status = new StatusCommand(System.getenv(), out, err, host.sleepers().get());
    GroupCommand group =
        new GroupCommand(
            System.getenv(),
            out,
            err,
            host.sleepers().get(),
            settings ->
                GroupReader.create(
                    settings.client(), settings.topic(), GROUP_TIMEOUT, host.clock()));
    ActionCommand actions =
        new ActionCommand(System.getenv(), host.clock(), out, err, group::withOwner);
    LetterCommands letters =
        new LetterCommands(
            System.getenv(),
            host.clock(),
            host.sleepers().get(),
            out,
            err,
            BROKER_TIMEOUT,
            actions,
            group);
    List<Object> others =
        List.of(
            new InspectCommand(System.getenv(), host.clock(), out, err, BROKER_TIMEOUT),
            new AuditCommand(System.getenv(), host.clock(), out, err, BROKER_TIMEOUT),
            DeadLettersCommand.line(letters));
    return ConsumerCommand.execute(
        start, decode, check, status, group, actions, others, out, err, args);
  }

  private static void flushLog() {
    Logging.flush(LONGEST_FLUSH);
  }
}
