package dev.rbacconsumer.testkit.messages;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds workspace events. Start at {@link OutboxMessages#workspace}. */
public final class WorkspaceMessageBuilder extends OutboxMessageBuilder<WorkspaceMessageBuilder> {
  private final Map<String, @Nullable Object> payload = Jsonb.object();
  private final Map<String, @Nullable Object> workspace = Jsonb.object();
  private final String operation;

  WorkspaceMessageBuilder(String operation) {
    this.operation = operation;
    payload.put("operation", operation);
    payload.put("workspace", workspace);
    orgId("12345").accountNumber("67890").workspace("0192-ws-1", "Team A");
  }

  /** Sets the tenant. Default: {@code 12345}. */
  public WorkspaceMessageBuilder orgId(String organisation) {
    payload.put("org_id", organisation);
    return this;
  }

  /** Sets the tenant's older number. Default: {@code 67890}; null if the tenant has none. */
  public WorkspaceMessageBuilder accountNumber(@Nullable String number) {
    payload.put("account_number", number);
    return this;
  }

  /** Sets the workspace. Default: {@code 0192-ws-1}, "Team A". */
  public WorkspaceMessageBuilder workspace(String id, String name) {
    workspace.put("id", id);
    workspace.put("name", name);
    return this;
  }

  /** Sets the kind of workspace, such as {@code standard}. By default it is left out. */
  public WorkspaceMessageBuilder type(String type) {
    workspace.put("type", type);
    return this;
  }

  /**
   * Sets the times of creation and last change, written as ISO 8601. By default they are left out.
   */
  public WorkspaceMessageBuilder times(Instant created, Instant modified) {
    workspace.put("created", created.toString());
    workspace.put("modified", modified.toString());
    return this;
  }

  @Override
  WorkspaceMessageBuilder self() {
    return this;
  }

  @Override
  Map<String, @Nullable Object> payload() {
    return payload;
  }

  @Override
  String aggregateType() {
    return "workspace";
  }

  @Override
  String rowType() {
    return operation + "_workspace";
  }
}
