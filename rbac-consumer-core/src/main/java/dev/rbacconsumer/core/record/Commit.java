package dev.rbacconsumer.core.record;

/**
 * Committed position of a group in one partition, with its metadata.
 *
 * @param position position below which every record is applied or skipped
 * @param metadata text that is stored with the position; empty if there is none. Any client of the
 *     group may write it, so it is untrusted
 */
public record Commit(CommitPosition position, String metadata) {
  /** Returns a commit without metadata. */
  public static Commit of(CommitPosition position) {
    return new Commit(position, "");
  }
}
