package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.testkit.ManualClock;
import dev.rbacconsumer.testkit.VirtualSleeper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;

/** Creates the {@code group} command for tests of other commands. */
final class UnusedGroup {
  private UnusedGroup() {}

  /** Returns a command that fails the test when it opens a group. */
  static GroupCommand command() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new GroupCommand(
        Map.of(),
        nowhere,
        nowhere,
        new VirtualSleeper(new ManualClock()),
        settings -> {
          throw new AssertionError("a group was opened");
        });
  }

  /** Returns the commands for dead letters, which wait a second for brokers. */
  static LetterCommands letters(
      Map<String, String> environment, ManualClock clock, PrintWriter out, PrintWriter err) {
    return new LetterCommands(
        environment,
        clock,
        new VirtualSleeper(clock),
        out,
        err,
        Duration.ofSeconds(1),
        actions(environment, clock, out, err),
        command());
  }

  /** Returns the commands that act, which fail the test when they look up an owner. */
  static ActionCommand actions(
      Map<String, String> environment, Clock clock, PrintWriter out, PrintWriter err) {
    return new ActionCommand(environment, clock, out, err, command()::withOwner);
  }
}
