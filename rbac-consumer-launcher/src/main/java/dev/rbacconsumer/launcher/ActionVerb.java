package dev.rbacconsumer.launcher;

import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that acts on one partition of a running consumer. */
abstract sealed class ActionVerb implements Callable<Integer> {
  private static final String CODES =
      "Ends with 0 when it is done, 3 when it is refused or fails, 1 when nothing answers, 2 for a"
          + " wrong argument or setting.";

  private final ActionCommand actions;

  @ParentCommand private @Nullable ConsumerCommand whole;
  @Spec private @Nullable CommandSpec spec;
  @Mixin private ActionOptionsMixin action = new ActionOptionsMixin();

  private ActionVerb(ActionCommand actions) {
    this.actions = actions;
  }

  /** Returns every such command by its name. */
  static Map<String, Object> all(ActionCommand actions) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("retry-now", new RetryNow(actions));
    all.put("pause", new Pause(actions));
    all.put("resume", new Resume(actions));
    all.put("skip", new Skip(actions));
    all.put("dead-letter", new DeadLetter(actions));
    return all;
  }

  @Override
  public Integer call() throws InterruptedException {
    ConsumerCommand root = Objects.requireNonNull(whole);
    CommandSpec self = Objects.requireNonNull(spec);
    Map<String, String> options = root.options();
    Optional<String> topic = Optional.ofNullable(options.get("--topic"));
    return run(actions, options, action.wanted(self.name(), topic)).number();
  }

  ExitCode run(ActionCommand command, Map<String, String> options, ActionCommand.Wanted wanted)
      throws InterruptedException {
    return command.run(options, wanted);
  }

  private ParameterException incomplete(String problem) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), problem);
  }

  @Command(
      description = {
        "Makes the next attempt of a blocked partition at once, and shows what comes of it.",
        CODES
      })
  private static final class RetryNow extends ActionVerb {
    RetryNow(ActionCommand actions) {
      super(actions);
    }
  }

  @Command(
      description = {
        "Applies nothing more of a partition until it is resumed.",
        "The pause outlasts restarts and rebalances.",
        CODES
      })
  private static final class Pause extends ActionVerb {
    Pause(ActionCommand actions) {
      super(actions);
    }
  }

  @Command(description = {"Ends the pause of a partition.", CODES})
  private static final class Resume extends ActionVerb {
    Resume(ActionCommand actions) {
      super(actions);
    }
  }

  /** A command that sets one record aside. */
  private abstract static sealed class SetAside extends ActionVerb {
    static final String SHOWS =
        "Shows what would be done and lost; does it with --offset, --digest and --yes.";

    @Mixin private SetAsideMixin target = new SetAsideMixin();

    SetAside(ActionCommand actions) {
      super(actions);
    }

    @Override
    ExitCode run(ActionCommand command, Map<String, String> options, ActionCommand.Wanted wanted)
        throws InterruptedException {
      if (target.isIncomplete() || (target.isConfirmed() && wanted.reason().isEmpty())) {
        throw super.incomplete("--yes: want --offset, --digest and --reason, too");
      }
      return command.run(options, wanted, target.target());
    }
  }

  @Command(
      description = {
        "Copies the first record of a partition, gives it up and goes on behind it.",
        SetAside.SHOWS,
        CODES
      })
  private static final class Skip extends SetAside {
    Skip(ActionCommand actions) {
      super(actions);
    }
  }

  @Command(
      description = {
        "Copies the first record of a partition as a dead letter, and goes on behind it.",
        SetAside.SHOWS,
        CODES
      })
  private static final class DeadLetter extends SetAside {
    DeadLetter(ActionCommand actions) {
      super(actions);
    }
  }
}
