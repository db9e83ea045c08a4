package dev.rbacconsumer.launcher.letters;

import dev.rbacconsumer.core.json.FieldWriter;
import dev.rbacconsumer.core.record.PartitionId;
import dev.rbacconsumer.launcher.actions.client.Replayed;
import java.io.IOException;
import java.util.Set;

/** Words and rules of replays of dead letters. */
public final class ReplayedLetters implements Replayed<ListedLetter> {
  /** Answers that concern one letter alone. */
  private static final Set<String> OF_THE_LETTER =
      Set.of("records_gone", "no_letter", "given_up", "other_record");

  @Override
  public String noun() {
    return "letter";
  }

  @Override
  public PartitionId partition(ListedLetter letter) {
    return letter.stored().origin();
  }

  @Override
  public String place(ListedLetter letter) {
    return "%s of %s".formatted(letter.stored().id(), letter.origin());
  }

  @Override
  public void writePlace(ListedLetter letter, FieldWriter fields) throws IOException {
    fields.text("letter", letter.stored().id().toString());
  }

  @Override
  public boolean concernsNoOther(ListedLetter letter, String code) {
    // A message that cannot be decoded has no effect, whatever its place in the order.
    return OF_THE_LETTER.contains(code)
        || (code.equals("still_failing") && letter.content().isRefused());
  }

  @Override
  public String codeOfReplayedBefore() {
    return "already_replayed";
  }

  @Override
  public String textOfReplayedBefore() {
    return "replayed before";
  }

  @Override
  public String fieldOfReplayedBefore() {
    return "replayed_before";
  }

  @Override
  public String hintIfAllWereBefore() {
    return "";
  }

  @Override
  public String textOfNone() {
    return "Nothing is left to be replayed.";
  }
}
