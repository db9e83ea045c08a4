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
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The JSON object of a request to act.
 *
 * @param partition the partition to act on
 * @param action what to do
 * @param by who requests it
 * @param reason why
 * @param now time at which it was received
 * @param id unique name of the request, by which a repetition is noticed
 * @param at time at which it was written
 */
record ActionBody(
    PartitionId partition,
    Action action,
    String by,
    String reason,
    Instant now,
    String id,
    Instant at) {
  private static final Set<String> FIELDS =
      Set.of(
          "action",
          "topic",
          "partition",
          "by",
          "reason",
          "offset",
          "digest",
          "letter",
          "again",
          "id",
          "at");
  private static final String REPLAY = OperatorAction.ReplayLetter.LABEL;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern PARTITION = Pattern.compile("[0-9]{1,9}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern LETTER = Pattern.compile("[0-9]{1,9}:[0-9]{1,18}");
  private static final Pattern AGAIN = Pattern.compile("|true|false");

  /** Action that a request names. */
  sealed interface Action {
    /** Returns the word that names it. */
    String label();

    /** Calls the function for this kind of action, and returns its result. */
    <R> R match(Function<OperatorAction, R> ofAct, Function<Letters.Wanted, R> ofReplay);
  }

  /** An action that delivery carries out as it is. */
  record Act(OperatorAction action) implements Action {
    @Override
    public String label() {
      return action.label();
    }

    @Override
    public <R> R match(Function<OperatorAction, R> ofAct, Function<Letters.Wanted, R> ofReplay) {
      return ofAct.apply(action);
    }
  }

  /** A replay of a dead letter, which has to be found first. */
  record Replay(Letters.Wanted letter) implements Action {
    @Override
    public String label() {
      return REPLAY;
    }

    @Override
    public <R> R match(Function<OperatorAction, R> ofAct, Function<Letters.Wanted, R> ofReplay) {
      return ofReplay.apply(letter);
    }
  }

  /** Returns the request to delivery. */
  ActionRequest request(OperatorAction carriedOut) {
    return new ActionRequest(partition, carriedOut, by, reason, now);
  }

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
    Action action = action(label, tree);
    if (needsReason(action) && reason.isBlank()) {
      throw new InvalidBodyException("reason: want why, as it is kept with the action");
    }
    String named = tree.get("topic").text();
    try {
      ActionRequest.requireBounded(by, reason);
      return new ActionBody(
          new PartitionId(named.isEmpty() ? topic : named, partition),
          action,
          by,
          reason,
          now,
          text(tree, "id", ID, "8 to 64 letters, digits and hyphens that no other request has"),
          time(tree));
    } catch (IllegalArgumentException tooLong) {
      throw new InvalidBodyException(String.valueOf(tooLong.getMessage()));
    }
  }

  private static boolean needsReason(Action action) {
    return action.match(
        act ->
            act.match(
                retry -> false,
                pause -> true,
                resume -> false,
                aside -> true,
                replay -> true,
                release -> true),
        letter -> true);
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

  private static Action action(String label, JsonTree tree) throws InvalidBodyException {
    return switch (label) {
      case "retry-now" -> new Act(new OperatorAction.RetryNow());
      case "pause" -> new Act(new OperatorAction.Pause());
      case "resume" -> new Act(new OperatorAction.Resume());
      case "skip" -> new Act(setAside(tree, false));
      case "dead-letter" -> new Act(setAside(tree, true));
      case REPLAY -> new Replay(letter(tree));
      case "quarantine-replay" -> new Act(release(tree, true));
      case "quarantine-discard" -> new Act(release(tree, false));
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

  private static Letters.Wanted letter(JsonTree tree) throws InvalidBodyException {
    String[] place =
        text(tree, "letter", LETTER, "partition and offset of a dead letter, such as 0:17")
            .split(":", -1);
    String digest = text(tree, "digest", DIGEST, "the digest that dead-letters list shows");
    String again = text(tree, "again", AGAIN, "true or false");
    return new Letters.Wanted(
        Integer.parseInt(place[0]),
        new Offset(Long.parseLong(place[1])),
        digest,
        again.equals("true"));
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
