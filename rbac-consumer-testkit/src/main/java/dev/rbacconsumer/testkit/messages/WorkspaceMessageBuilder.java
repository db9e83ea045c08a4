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

  /** The tenant; {@code 12345} unless set. */
  public WorkspaceMessageBuilder orgId(String organisation) {
    payload.put("org_id", organisation);
    return this;
  }

  /** The tenant's older number, {@code 67890} unless set; null where the tenant has none. */
  public WorkspaceMessageBuilder accountNumber(@Nullable String number) {
    payload.put("account_number", number);
    return this;
  }

  /** Which workspace; {@code 0192-ws-1}, "Team A", unless set. */
  public WorkspaceMessageBuilder workspace(String id, String name) {
    workspace.put("id", id);
    workspace.put("name", name);
    return this;
  }

  /** What kind of workspace, such as {@code standard}; left out unless set. */
  public WorkspaceMessageBuilder type(String type) {
    workspace.put("type", type);
    return this;
  }

  /** When it was made and last changed, written as ISO 8601; left out unless set. */
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
