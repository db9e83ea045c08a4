package dev.rbacconsumer.core.message;

/**
 * A valid workspace message.
 *
 * @param metadata what is known about the event
 * @param operation what happened to the workspace
 * @param orgId organisation it belongs to, not empty
 * @param accountNumber empty where the producer sent none
 * @param workspaceId id of the workspace, not empty
 * @param workspaceName its name; empty where the producer sent none
 */
public record WorkspaceEvent(
    EventMetadata metadata,
    Operation operation,
    String orgId,
    String accountNumber,
    String workspaceId,
    String workspaceName) {

  /** What happened to a workspace. */
  public enum Operation {
    /** It is new. */
    CREATE,
    /** Its name or place changed. */
    UPDATE,
    /** It is gone. */
    DELETE
  }
}
