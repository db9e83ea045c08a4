package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.core.time.Clock;
import dev.rbacconsumer.launcher.actions.client.ActionAnswer;
import dev.rbacconsumer.launcher.actions.client.ActionClient;
import dev.rbacconsumer.launcher.actions.client.ReplayRun;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests replays from the consumers that hold the partitions: the one that the options name, or
 * else the one on this machine, or else the one that the commits of the group name. Confined to one
 * thread.
 */
public final class LetterOwners implements ReplayRun.Owners<ListedLetter> {
  private final Addresses addresses;
  private final Lookup lookup;
  private final Request request;
  private final Duration timeout;
  private final Clock clock;
  private final Map<PartitionId, String> known = new HashMap<>();

  /**
   * Addresses of consumers.
   *
   * @param fixed the only consumer to ask; empty if the owners are looked up
   * @param local the consumer on this machine; empty if there is none
   * @param token token of operators, which goes to the fixed address alone; empty for none
   */
  public record Addresses(Optional<String> fixed, Optional<String> local, Optional<String> token) {}

  /**
   * Parts of every request.
   *
   * @param by who acts
   * @param reason why
   * @param again whether letters are replayed that were replayed before
   */
  public record Request(String by, String reason, boolean again) {}

  /** Finds the address of the consumer that holds a partition. */
  @FunctionalInterface
  public interface Lookup {
    /**
     * Returns the address; empty if it is not known.
     *
     * @param problems receives the reason why there is none
     */
    Optional<URI> find(PartitionId partition, List<String> problems) throws InterruptedException;
  }

  /**
   * Asks the consumers at these addresses.
   *
   * @param lookup finds the owner of a partition where no consumer is given
   * @param request parts of every request
   * @param timeout longest wait for an answer
   */
  public LetterOwners(
      Addresses addresses, Lookup lookup, Request request, Duration timeout, Clock clock) {
    this.addresses = addresses;
    this.lookup = lookup;
    this.request = request;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public ActionAnswer replay(ListedLetter letter) throws InterruptedException {
    if (addresses.fixed().isPresent()) {
      return post(addresses.fixed().get(), letter);
    }
    PartitionId partition = letter.stored().origin();
    Optional<String> before = Optional.ofNullable(known.get(partition)).or(() -> addresses.local());
    if (before.isPresent()) {
      ActionAnswer answer = post(before.get(), letter);
      if (!isAway(answer)) {
        return answer;
      }
    }
    List<String> problems = new ArrayList<>();
    Optional<String> owner = lookup.find(partition, problems).map(URI::toString);
    if (owner.isEmpty()) {
      known.remove(partition);
      return ActionAnswer.NotGiven.yet(String.join("; ", problems));
    }
    known.put(partition, owner.get());
    return post(owner.get(), letter);
  }

  private static boolean isAway(ActionAnswer answer) {
    return answer.isElsewhere()
        || (answer instanceof ActionAnswer.NotGiven not && not.isPassing())
        || (answer instanceof ActionAnswer.Given given
            && given.tree().get("code").text().equals("handed_over"));
  }

  private ActionAnswer post(String url, ListedLetter letter) {
    return ActionClient.at(url, timeout, addresses.token())
        .map(client -> client.apply(body(letter)))
        .orElseGet(() -> ActionAnswer.NotGiven.yet("the owner publishes no address: " + url));
  }

  private String body(ListedLetter letter) {
    return FieldWriter.object(
        letter.stored(),
        (it, fields) -> {
          fields.text("action", "replay");
          fields.text("topic", it.origin().topic());
          fields.number("partition", it.origin().number());
          fields.text("by", request.by());
          fields.text("reason", request.reason());
          fields.text("letter", it.id().toString());
          fields.text("digest", it.digest());
          fields.flag("again", request.again());
          fields.text("id", UUID.randomUUID().toString());
          fields.instant("at", clock.now());
        });
  }
}
