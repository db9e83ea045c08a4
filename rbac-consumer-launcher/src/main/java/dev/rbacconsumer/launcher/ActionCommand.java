package dev.rbacconsumer.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.settings.Problem;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.actions.client.ActionAnswer;
import dev.rbacconsumer.launcher.actions.client.ActionClient;
import dev.rbacconsumer.launcher.config.Settings;
import dev.rbacconsumer.launcher.config.SettingsReader;
import dev.rbacconsumer.launcher.runtime.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Runs the commands that act on one partition of a running consumer. */
final class ActionCommand {
  /** Longest wait for a connection, and for an answer that needs no action. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final String NAME = "rbac-consumer %s: ";

  private final Map<String, String> environment;
  private final Clock clock;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Owners owners;

  /**
   * @param environment environment with the consumer's port, read as the consumer does, and with
   *     the name of the user
   * @param owners finds the consumer that holds a partition, where the one here does not
   */
  ActionCommand(
      Map<String, String> environment,
      Clock clock,
      PrintWriter out,
      PrintWriter err,
      Owners owners) {
    this.environment = environment;
    this.clock = clock;
    this.out = out;
    this.err = err;
    this.owners = owners;
  }

  /**
   * Arguments of every such command.
   *
   * @param action label of the action
   * @param topic topic of the partition; empty for the one that the consumer reads
   * @param url address of the consumer; empty if it follows from the settings
   * @param tokenFile file with the token of operators; empty for none
   * @param by who acts; empty for the user of the environment
   * @param reason why; may be empty where the action needs none
   * @param json whether to print the consumer's answer unchanged
   */
  record Wanted(
      String action,
      Optional<String> topic,
      int partition,
      Optional<String> url,
      Optional<Path> tokenFile,
      Optional<String> by,
      Optional<String> reason,
      boolean json) {
    /** Returns a copy for an action on another partition. */
    Wanted on(String other, PartitionId id) {
      return new Wanted(
          other, Optional.of(id.topic()), id.number(), url, tokenFile, by, reason, json);
    }

    /** Returns a copy for the consumer at an address. */
    Wanted at(URI other) {
      return new Wanted(
          action, topic, partition, Optional.of(other.toString()), tokenFile, by, reason, json);
    }
  }

  /** Finds the consumer that holds a partition. */
  @FunctionalInterface
  interface Owners {
    ExitCode withOwner(
        Map<String, String> options, String name, int partition, GroupCommand.OfOwner command)
        throws InterruptedException;
  }

  /**
   * The record to set aside.
   *
   * @param offset its offset; empty to see which record it would be
   * @param digest its digest; empty to see which record it would be
   * @param isConfirmed whether to act, and not only to show what would be done
   */
  record Target(Optional<Long> offset, Optional<String> digest, boolean isConfirmed) {}

  /**
   * Runs an action that concerns no record.
   *
   * @return {@link ExitCode#ATTENTION} if the consumer refuses it or it fails, {@link
   *     ExitCode#FAILURE} if the consumer cannot be reached, and {@link ExitCode#USAGE} if the
   *     arguments are not complete
   * @throws InterruptedException if interrupted while the owner of the partition is looked up
   */
  ExitCode run(Map<String, String> options, Wanted wanted) throws InterruptedException {
    Optional<ActionClient> client = client(options, wanted);
    Optional<String> by = by(wanted);
    if (client.isEmpty() || by.isEmpty()) {
      return ExitCode.USAGE;
    }
    String body = body(wanted, by.get(), Optional.empty());
    ActionAnswer answer = client.get().act(body);
    return mayLookUp(wanted, answer)
        ? owners.withOwner(
            options, wanted.action(), wanted.partition(), url -> run(options, wanted.at(url)))
        : shown(answer, wanted);
  }

  /** Returns the commands on the quarantine, which request their actions here. */
  QuarantineCommands quarantine(GroupCommand group) {
    return new QuarantineCommands(environment, clock, group.sleeper(), out, err, this);
  }

  /**
   * An answer, with the arguments by which the consumer that gave it is asked again.
   *
   * @param wanted the arguments, with the address of the consumer if it was looked up
   */
  record Answered(ActionAnswer answer, Wanted wanted) {}

  /**
   * Requests an action on one record, and prints nothing of the answer.
   *
   * @return empty if the arguments are not complete, which is reported
   * @throws InterruptedException if interrupted while the owner of the partition is looked up
   */
  Optional<Answered> request(Map<String, String> options, Wanted wanted, Target target)
      throws InterruptedException {
    Optional<ActionClient> client = client(options, wanted);
    Optional<String> by = by(wanted);
    if (client.isEmpty() || by.isEmpty()) {
      return Optional.empty();
    }
    ActionAnswer answer = client.get().apply(body(wanted, by.get(), Optional.of(target)));
    List<Answered> ofOwner = new ArrayList<>();
    if (mayLookUp(wanted, answer)) {
      owners.withOwner(
          options,
          wanted.action(),
          wanted.partition(),
          url -> {
            request(options, wanted.at(url), target).ifPresent(ofOwner::add);
            return ExitCode.OK;
          });
    }
    return ofOwner.stream().findFirst().or(() -> Optional.of(new Answered(answer, wanted)));
  }

  /**
   * Returns whether another consumer is looked up, which holds the partition. Its address is text
   * from Kafka, to which no token is sent.
   */
  private static boolean mayLookUp(Wanted wanted, ActionAnswer answer) {
    return wanted.url().isEmpty() && wanted.tokenFile().isEmpty() && answer.isElsewhere();
  }

  /**
   * Runs an action that sets one record aside, or shows what it would do.
   *
   * @throws InterruptedException if interrupted while the owner of the partition is looked up
   */
  ExitCode run(Map<String, String> options, Wanted wanted, Target target)
      throws InterruptedException {
    Optional<ActionClient> client = client(options, wanted);
    Optional<String> by = by(wanted);
    if (client.isEmpty() || by.isEmpty()) {
      return ExitCode.USAGE;
    }
    ActionAnswer head = client.get().head(wanted.topic(), wanted.partition());
    if (mayLookUp(wanted, head)) {
      return owners.withOwner(
          options,
          wanted.action(),
          wanted.partition(),
          url -> run(options, wanted.at(url), target));
    }
    if (!(head instanceof ActionAnswer.Given given)) {
      return shown(head, wanted);
    }
    JsonTree record = given.tree();
    if (target.isConfirmed()) {
      if (!wanted.json()) {
        preview(wanted, record).forEach(out::println);
      }
      return shown(client.get().act(body(wanted, by.get(), Optional.of(target))), wanted);
    }
    if (wanted.json()) {
      out.println(given.text());
    } else {
      preview(wanted, record).forEach(out::println);
      out.println("Nothing was done. To do it:");
      out.println("  " + confirmed(wanted, record));
    }
    out.flush();
    return isOf(target, record) ? ExitCode.OK : moved(wanted, record);
  }

  private ExitCode moved(Wanted wanted, JsonTree record) {
    err.println(
        NAME.formatted(wanted.action())
            + "the first record is at offset %s, with digest %s"
                .formatted(text(record, "offset"), text(record, "digest")));
    return ExitCode.ATTENTION;
  }

  private static boolean isOf(Target target, JsonTree record) {
    return target.offset().map(it -> it.toString().equals(text(record, "offset"))).orElse(true)
        && target.digest().map(it -> it.equals(text(record, "digest"))).orElse(true);
  }

  /** Returns what would be done, and what is lost by it: removals come first. */
  private static List<String> preview(Wanted wanted, JsonTree record) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: the first record of partition %d is copied, and never applied%s:"
            .formatted(
                wanted.action(),
                wanted.partition(),
                wanted.action().equals("skip") ? "" : " unless it is replayed"));
    lines.add(
        "  offset %s, digest %s, %s"
            .formatted(text(record, "offset"), text(record, "digest"), text(record, "verdict")));
    known(record, "event_id", "event ").ifPresent(lines::add);
    known(record, "event_type", "type ").ifPresent(lines::add);
    known(record, "org_id", "organisation ").ifPresent(lines::add);
    known(record, "key", "key ").ifPresent(lines::add);
    record.get("violations").items().forEach(it -> lines.add("  ! " + SafeText.line(it.text())));
    boolean isUnknown =
        text(record, "may_remove").equals("true") && text(record, "removals").equals("0");
    lines.add(
        isUnknown
            ? "Lost by it: unknown, as the record cannot be read; it may remove relations, which"
                + " then stay granted"
            : "Lost by it: %s removals, which then stay granted, and %s additions"
                .formatted(text(record, "removals"), text(record, "additions")));
    tuples(record, "removals", "removed_tuples", "  - ", lines);
    tuples(record, "additions", "added_tuples", "  + ", lines);
    return lines;
  }

  private static void tuples(
      JsonTree record, String count, String name, String mark, List<String> lines) {
    List<JsonTree> shown = record.get(name).items();
    shown.forEach(it -> lines.add(mark + SafeText.line(it.text())));
    if (!text(record, count).equals(Integer.toString(shown.size()))) {
      lines.add(mark + "… of " + text(record, count));
    }
  }

  private static Optional<String> known(JsonTree record, String name, String label) {
    String text = text(record, name);
    return text.isEmpty() ? Optional.empty() : Optional.of("  " + label + text);
  }

  private static String confirmed(Wanted wanted, JsonTree record) {
    return "rbac-consumer %s%s --partition %d%s%s --offset %s --digest %s --by %s --reason … --yes"
        .formatted(
            wanted.action(),
            wanted.topic().map(it -> " --topic " + quoted(it)).orElse(""),
            wanted.partition(),
            wanted.url().map(it -> " --url " + quoted(it)).orElse(""),
            wanted.tokenFile().map(it -> " --token-file " + quoted(it.toString())).orElse(""),
            text(record, "offset"),
            text(record, "digest"),
            wanted.by().map(ActionCommand::quoted).orElse("…"));
  }

  /** Returns a word as a shell takes it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private ExitCode shown(ActionAnswer answer, Wanted wanted) {
    if (answer instanceof ActionAnswer.Given given) {
      JsonTree reply = given.tree();
      out.println(
          wanted.json()
              ? given.text()
              : "%s %s: %s"
                  .formatted(wanted.action(), text(reply, "code"), text(reply, "message")));
      out.flush();
      return given.isDone() ? ExitCode.OK : ExitCode.ATTENTION;
    }
    err.println(NAME.formatted(wanted.action()) + ((ActionAnswer.NotGiven) answer).problem());
    return ExitCode.FAILURE;
  }

  private String body(Wanted wanted, String by, Optional<Target> target) {
    return FieldWriter.object(
        wanted,
        (it, fields) -> {
          fields.text("action", it.action());
          if (it.topic().isPresent()) {
            fields.text("topic", it.topic().get());
          }
          fields.number("partition", it.partition());
          fields.text("by", by);
          fields.text("reason", it.reason().orElse(""));
          if (target.isPresent()) {
            fields.number("offset", target.get().offset());
            fields.text("digest", target.get().digest().orElse(""));
          }
          fields.text("id", UUID.randomUUID().toString());
          fields.instant("at", clock.now());
        });
  }

  /** Returns who acts; empty if it is not known, which is reported. */
  Optional<String> by(Wanted wanted) {
    Optional<String> by =
        wanted
            .by()
            .or(() -> Optional.ofNullable(environment.get("USER")))
            .filter(it -> !it.isBlank() && it.length() <= ActionRequest.MAX_BY);
    if (by.isEmpty()) {
      err.println(
          NAME.formatted(wanted.action())
              + "--by: want the name of who acts, of at most "
              + ActionRequest.MAX_BY
              + " characters");
    }
    return by;
  }

  private Optional<ActionClient> client(Map<String, String> options, Wanted wanted) {
    List<Problem> problems = new ArrayList<>();
    Optional<String> token = token(wanted, problems);
    Optional<String> url = wanted.url().or(() -> local(options, problems));
    Optional<ActionClient> client = url.flatMap(it -> ActionClient.at(it, TIMEOUT, token));
    if (client.isEmpty() && problems.isEmpty()) {
      problems.add(
          new Problem("--url", "an address such as http://localhost:9464", url.orElse("nothing")));
    }
    problems.forEach(problem -> err.println(NAME.formatted(wanted.action()) + problem));
    return problems.isEmpty() ? client : Optional.empty();
  }

  /** Reads the token of operators; empty if none is given, or there is a problem. */
  static Optional<String> token(Wanted wanted, List<Problem> problems) {
    if (wanted.tokenFile().isEmpty()) {
      return Optional.empty();
    } else if (wanted.url().isEmpty()) {
      problems.add(
          new Problem("--url", "the address of the consumer to which the token goes", "nothing"));
      return Optional.empty();
    }
    Path file = wanted.tokenFile().get();
    try {
      return Optional.of(Files.readString(file, UTF_8).strip());
    } catch (IOException unreadable) {
      problems.add(new Problem("--token-file", "a file with the token", file.toString()));
      return Optional.empty();
    }
  }

  /** Returns the address of the consumer on this machine; empty if the settings give it no port. */
  Optional<String> local(Map<String, String> options, List<Problem> problems) {
    return SettingsReader.readMetrics(environment, options, problems::add)
        .flatMap(Settings.Metrics::port)
        .filter(port -> port > 0)
        .map(port -> "http://localhost:" + port);
  }

  private static String text(JsonTree tree, String name) {
    return SafeText.sentence(tree.get(name).text());
  }
}
