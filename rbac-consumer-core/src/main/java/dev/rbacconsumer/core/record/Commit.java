package dev.rbacconsumer.core.record;

/**
 * Committed position of a group in one partition, with its metadata.
 *
 * @param position every record below it is settled
 * @param metadata text that is stored with it, empty where there is none; the committer may write
 *     what it likes, so it is not to be trusted
 */
public record Commit(CommitPosition position, String metadata) {
  /** A commit that says no more than its position. */
  public static Commit of(CommitPosition position) {
    return new Commit(position, "");
  }
}
