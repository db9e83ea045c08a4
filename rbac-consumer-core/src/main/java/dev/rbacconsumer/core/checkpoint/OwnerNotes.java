package dev.rbacconsumer.core.checkpoint;

import dev.rbacconsumer.core.action.OperatorPause;
import dev.rbacconsumer.core.record.Commit;
import java.util.Optional;

/**
 * Notes of the owner of a partition in its commits, for the next owner and for operators.
 *
 * @param failed how the record at the position has failed; empty where it has not
 * @param paused the pause by an operator; empty where the partition is not paused
 * @param adminUrl address of the owner's admin server, of at most 128 bytes when encoded; empty
 *     where it has none, or does not publish it
 * @param others text of other programs in the metadata of the group, which every commit keeps, of
 *     at most {@value #MAX_OTHERS} characters
 */
public record OwnerNotes(
    Optional<FailureHistory> failed,
    Optional<OperatorPause> paused,
    Optional<String> adminUrl,
    String others) {
  /** Longest text of other programs that is kept, in characters. */
  public static final int MAX_OTHERS = 512;

  private static final MetadataText ADMIN = new MetadataText("admin", 128);

  /** Says nothing. */
  public static final OwnerNotes NONE =
      new OwnerNotes(Optional.empty(), Optional.empty(), Optional.empty(), "");

  public OwnerNotes {
    paused = paused.map(PauseText::kept);
    adminUrl = adminUrl.map(ADMIN::kept);
    others = others.length() > MAX_OTHERS ? "" : others;
  }

  /** Returns what a commit without a mark says: the text of other programs alone. */
  public static OwnerNotes ofOthers(Commit commit) {
    return new OwnerNotes(
        Optional.empty(), Optional.empty(), Optional.empty(), CommitMetadata.others(commit));
  }

  /** Returns a copy with another history of failures. */
  public OwnerNotes withFailed(Optional<FailureHistory> other) {
    return new OwnerNotes(other, paused, adminUrl, others);
  }

  /** Returns a copy with another pause. */
  public OwnerNotes withPaused(Optional<OperatorPause> other) {
    return new OwnerNotes(failed, other, adminUrl, others);
  }

  /** Returns a copy with another address of the admin server. */
  public OwnerNotes withAdminUrl(Optional<String> other) {
    return new OwnerNotes(failed, paused, other, others);
  }

  /** Returns the form in which it is stored behind the mark, without the text of others. */
  String text() {
    return failed.map(FailureHistory::text).orElse("")
        + paused.map(PauseText::of).orElse("")
        + adminUrl.map(ADMIN::of).orElse("");
  }

  /**
   * Parses the part of a stored text that {@link #text} wrote.
   *
   * @param others text of other programs beside it
   */
  static OwnerNotes parse(String text, String others) {
    return new OwnerNotes(
        FailureHistory.parse(text),
        PauseText.parse(text),
        Optional.of(ADMIN.read(text)).filter(url -> !url.isEmpty()),
        others);
  }
}
