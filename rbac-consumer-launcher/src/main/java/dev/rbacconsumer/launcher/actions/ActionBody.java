package dev.rbacconsumer.launcher.actions;

import dev.rbacconsumer.core.action.ActionRequest;
import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.record.PartitionId;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The JSON object of a request to act.
 *
 * @param request the operator's request
 * @param id unique name of the request, by which a repetition is noticed
 * @param at time at which it was written
 */
record ActionBody(ActionRequest request, String id, Instant at) {
  private static final Set<String> FIELDS =
      Set.of("action", "topic", "partition", "by", "reason", "offset", "digest", "id", "at");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern PARTITION = Pattern.compile("[0-9]{1,9}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16}");

  /** Thrown for an object that is no request, with a sentence for the client. */
  static final class InvalidBodyException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidBodyException(String sentence) {
      super(sentence);
    }
  }

  /**
   * Reads a request.
   *
   * @param topic topic of a request that names none
   * @param now time of the request
   */
  static ActionBody read(String body, String topic, Instant now) throws InvalidBodyException {
    JsonTree tree = tree(body);
    String label = text(tree, "action", Pattern.compile("[a-z-]{1,32}"), "the name of an action");
    int partition =
        Integer.parseInt(text(tree, "partition", PARTITION, "the number of a partition"));
    String by = tree.get("by").text();
    String reason = tree.get("reason").text();
    OperatorAction action = action(label, tree);
    boolean needsReason =
        action.match(
            retry -> false,
            pause -> true,
            resume -> false,
            aside -> true,
            replay -> true,
            release -> true);
    if (needsReason && reason.isBlank()) {
      throw new InvalidBodyException("reason: want why, as it is kept with the action");
    }
    String named = tree.get("topic").text();
    try {
      return new ActionBody(
          new ActionRequest(
              new PartitionId(named.isEmpty() ? topic : named, partition), action, by, reason, now),
          text(tree, "id", ID, "8 to 64 letters, digits and hyphens that no other request has"),
          time(tree));
    } catch (IllegalArgumentException tooLong) {
      throw new InvalidBodyException(String.valueOf(tooLong.getMessage()));
    }
  }

  private static JsonTree tree(String body) throws InvalidBodyException {
    JsonTree tree;
    try {
      tree = JsonTree.parse(body);
    } catch (IOException broken) {
      throw new InvalidBodyException("want a JSON object with " + fields());
    }
    if (!tree.isObject() || !(tree.value() instanceof Map<?, ?> members)) {
      throw new InvalidBodyException("want a JSON object with " + fields());
    }
    if (!FIELDS.containsAll(members.keySet())) {
      throw new InvalidBodyException("want no other fields than " + fields());
    }
    return tree;
  }

  private static String fields() {
    return String.join(", ", new TreeSet<>(FIELDS));
  }

  private static OperatorAction action(String label, JsonTree tree) throws InvalidBodyException {
    return switch (label) {
      case "retry-now" -> new OperatorAction.RetryNow();
      case "pause" -> new OperatorAction.Pause();
      case "resume" -> new OperatorAction.Resume();
      case "skip" -> setAside(tree, false);
      case "dead-letter" -> setAside(tree, true);
      case "quarantine-replay" -> release(tree, true);
      case "quarantine-discard" -> release(tree, false);
      default ->
          throw new InvalidBodyException(
              "action: want one of " + String.join(", ", OperatorAction.LABELS));
    };
  }

  private static OperatorAction setAside(JsonTree tree, boolean isForReplay)
      throws InvalidBodyException {
    String offset = text(tree, "offset", NUMBER, "the offset that status and inspect show");
    String digest = text(tree, "digest", DIGEST, "the digest that status and inspect show");
    return new OperatorAction.SetAside(new Offset(Long.parseLong(offset)), digest, isForReplay);
  }

  private static OperatorAction release(JsonTree tree, boolean isApplied)
      throws InvalidBodyException {
    String offset = text(tree, "offset", NUMBER, "the offset that quarantine list shows");
    String digest = text(tree, "digest", DIGEST, "the digest that quarantine list shows");
    return new OperatorAction.ReleaseParked(new Offset(Long.parseLong(offset)), digest, isApplied);
  }

  private static Instant time(JsonTree tree) throws InvalidBodyException {
    try {
      return Instant.parse(tree.get("at").text());
    } catch (DateTimeParseException wrong) {
      throw new InvalidBodyException("at: want the time of the request, as 2026-01-31T12:00:00Z");
    }
  }

  private static String text(JsonTree tree, String name, Pattern pattern, String wanted)
      throws InvalidBodyException {
    String text = tree.get(name).text();
    if (!pattern.matcher(text).matches()) {
      throw new InvalidBodyException(name + ": want " + wanted);
    }
    return text;
  }
}
