package dev.rbacconsumer.core.status.text;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.report.AnsiStyle;
import java.time.Instant;
import java.util.List;

/**
 * Describes problems, with one paragraph for each: the problem, its start, its reason, and the
 * remedy.
 */
final class Problems {
  private final Instant now;
  private final Paragraphs paragraphs;

  Problems(Instant now, int width, AnsiStyle paint) {
    this.now = now;
    this.paragraphs = new Paragraphs(width, paint);
  }

  List<String> lines() {
    return paragraphs.lines();
  }

  void source(JsonTree source) {
    JsonTree problem = source.get("problem");
    if (problem.isObject()) {
      title("Kafka cannot be read", "since " + time(problem, "since"));
      rest(problem);
    }
    stall("The thread that reads from Kafka", source.get("stalled"));
  }

  /**
   * Adds the skipped messages of one class, which are a problem only while the state is degraded.
   */
  void passedOver(JsonTree messages) {
    String what = "Messages were passed over";
    String why =
        "%s, %s skipped, %s set aside"
            .formatted(
                text(messages, "class"),
                text(messages, "skipped"),
                text(messages, "dead_lettered"));
    boolean degraded = TimeText.instant(messages.get("degraded_until").text()).isPresent();
    if (degraded) {
      title(what, why);
    } else {
      note(what + ": " + why);
    }
    detail("reason", text(messages, "last_code") + ": " + text(messages, "last_reason"));
    detail(
        "last",
        joined(
            time(messages, "last_at"),
            "partition " + text(messages, "last_partition"),
            "offset " + text(messages, "last_offset")));
    detail("degraded", degraded ? "until " + time(messages, "degraded_until") : "");
    advice(messages);
  }

  void partition(JsonTree partition) {
    String name = "Partition " + text(partition, "partition");
    blocked(name, partition.get("blocked"));
    paused(name, partition.get("paused"));
    quarantine(name, partition.get("quarantine"));
    loss(name, partition.get("data_loss"));
    stall(name, partition.get("stalled"));
    transaction(name, partition.get("transaction"));
    retried(name + " has no lock", partition.get("fence").get("refused"));
    retried(name + " cannot mark the store", partition.get("mark_problem"));
    retried(name + " cannot be replayed", partition.get("replay").get("problem"));
    JsonTree commits = partition.get("commit_problem");
    if (commits.isObject()) {
      title(name + " cannot be committed", "since " + time(commits, "since"));
      rest(commits);
    }
    progress(name, partition);
  }

  /** Adds a line about progress that is no problem. */
  private void progress(String name, JsonTree partition) {
    JsonTree replay = partition.get("replay");
    if (replay.isObject()) {
      note(name + " is replayed by last word: " + text(replay, "offsets_left") + " offsets left");
    }
    JsonTree repeated = partition.get("repeated_events");
    if (repeated.isObject()) {
      note(
          "%s: %s repeated events passed over, the last at offset %s, %s"
              .formatted(
                  name,
                  text(repeated, "count"),
                  text(repeated, "last_offset"),
                  time(repeated, "last_at")));
    }
  }

  private void blocked(String name, JsonTree blocked) {
    if (!blocked.isObject()) {
      return;
    }
    title(
        name + " is blocked at offset " + text(blocked, "offset"),
        text(blocked, "class") + "/" + text(blocked, "code"));
    detail("reason", text(blocked, "reason"));
    detail("digest", text(blocked, "digest"));
    detail(
        "event",
        joined(
            known(blocked, "event_id", ""),
            known(blocked, "event_type", "type "),
            known(blocked, "org_id", "org "),
            known(blocked, "key", "key ")));
    String first = text(blocked, "first_error");
    boolean same = first.equals(text(blocked, "last_error"));
    detail(
        "first", time(blocked, "first_failed_at") + (same ? ", for the same reason" : " " + first));
    detail(
        "attempts",
        joined(
            text(blocked, "attempts"),
            "last " + time(blocked, "last_failed_at"),
            next(blocked, "next_attempt_at")));
    advice(blocked);
  }

  private void paused(String name, JsonTree pause) {
    if (pause.isObject()) {
      title(name + " is paused", "by " + text(pause, "by"));
      detail("reason", text(pause, "reason"));
      detail("since", time(pause, "since"));
      advice(pause);
    }
  }

  private void quarantine(String name, JsonTree parked) {
    if (parked.isObject()) {
      String problem = text(parked, "problem");
      boolean isKnown = problem.equals("unknown") || problem.isEmpty();
      title(
          name + " has a quarantine",
          isKnown ? text(parked, "records") + " messages wait in it" : "it cannot be opened");
      detail("reason", isKnown ? "" : problem);
      detail("first", isKnown ? "offset " + text(parked, "first_offset") : "");
      detail("since", isKnown ? time(parked, "since") : "");
      advice(parked);
    }
  }

  private void loss(String name, JsonTree loss) {
    if (loss.isObject()) {
      String kind = text(loss, "kind");
      String lost = kind.startsWith("store_") ? "the store has lost data" : "records are gone";
      title(name + " is not read on", lost + ": " + kind);
      detail("reason", text(loss, "reason"));
      detail("since", joined(time(loss, "since"), next(loss, "next_look_at")));
      advice(loss);
    }
  }

  /** Adds an open transaction, which is a problem only once it has an advice. */
  private void transaction(String name, JsonTree open) {
    if (open.isObject()) {
      String what = name + " waits for a transaction to end";
      String why = text(open, "hidden_records") + " records hidden, since " + time(open, "since");
      if (open.get("advice").text().isEmpty()) {
        note(what + ": " + why);
      } else {
        title(what, why);
        advice(open);
      }
    }
  }

  private void stall(String name, JsonTree stall) {
    if (stall.isObject()) {
      title(name + " stands still without a reason", "since " + time(stall, "since"));
      detail("doing", text(stall, "doing"));
      advice(stall);
    }
  }

  private void retried(String what, JsonTree problem) {
    if (problem.isObject()) {
      title(what, text(problem, "code"));
      detail("reason", text(problem, "reason"));
      detail(
          "attempts",
          joined(
              text(problem, "attempts"),
              "since " + time(problem, "since"),
              next(problem, "next_attempt_at")));
      advice(problem);
    }
  }

  private void rest(JsonTree problem) {
    detail("reason", text(problem, "reason"));
    advice(problem);
  }

  private void note(String text) {
    paragraphs.note(text);
  }

  private void title(String what, String why) {
    paragraphs.title(what + ": " + why);
  }

  private void advice(JsonTree problem) {
    detail("do", text(problem, "advice"));
    String section = text(problem, "runbook");
    if (!section.equals(TimeText.UNKNOWN)) {
      detail("see", "docs/runbook.md, " + section);
    }
  }

  private void detail(String label, String text) {
    paragraphs.detail(label, text);
  }

  private String time(JsonTree object, String name) {
    return TimeText.instant(object.get(name).text())
        .map(instant -> TimeText.withDistance(instant, now))
        .orElse(TimeText.UNKNOWN);
  }

  /**
   * Returns the time of the next attempt; empty if there is none, and a word if it is in progress.
   */
  private String next(JsonTree object, String name) {
    return TimeText.instant(object.get(name).text())
        .map(
            instant ->
                instant.isAfter(now)
                    ? "next " + TimeText.withDistance(instant, now)
                    : "trying again now")
        .orElse("");
  }

  private static String known(JsonTree object, String name, String prefix) {
    String text = text(object, name);
    return text.equals(TimeText.UNKNOWN) ? "" : prefix + text;
  }

  private static String joined(String... parts) {
    return Paragraphs.joined(parts);
  }

  private static String text(JsonTree object, String name) {
    String text = object.get(name).text();
    return text.isEmpty() ? TimeText.UNKNOWN : SafeText.sentence(text);
  }
}
