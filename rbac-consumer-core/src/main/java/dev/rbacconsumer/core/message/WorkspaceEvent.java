package dev.rbacconsumer.core.message;

/**
 * A valid workspace message.
 *
 * @param metadata metadata of the event
 * @param operation kind of the change to the workspace
 * @param orgId organisation of the workspace, not empty
 * @param accountNumber account number; empty if the producer sent none
 * @param workspaceId id of the workspace, not empty
 * @param workspaceName its name; empty if the producer sent none
 */
public record WorkspaceEvent(
    EventMetadata metadata,
    Operation operation,
    String orgId,
    String accountNumber,
    String workspaceId,
    String workspaceName) {

  /** Kinds of changes to a workspace. */
  public enum Operation {
    /** The workspace was created. */
    CREATE,
    /** The name or the place of the workspace changed. */
    UPDATE,
    /** The workspace was deleted. */
    DELETE
  }
}
