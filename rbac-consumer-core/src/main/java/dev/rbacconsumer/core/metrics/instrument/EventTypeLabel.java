package dev.rbacconsumer.core.metrics.instrument;

import java.util.Set;
import java.util.stream.Stream;

/**
 * Label value for the type of an event. The producer's list of types is open, and a message may
 * hold any text, so only the types listed here have a value of their own.
 */
public final class EventTypeLabel {
  /** Value for an event without a type. */
  static final String UNKNOWN = "unknown";

  private static final Set<String> KNOWN =
      Set.of(
          "create_system_role",
          "update_system_role",
          "delete_system_role",
          "create_custom_role",
          "update_custom_role",
          "delete_custom_role",
          "assign_role",
          "unassign_role",
          "create_group",
          "update_group",
          "delete_group",
          "add_principals_to_group",
          "remove_principals_from_group",
          "customize_default_group",
          "bootstrap_tenant",
          "bulk_bootstrap_tenant",
          "external_user_update",
          "external_user_disable",
          "bulk_external_user_update",
          "approve_cross_account_request",
          "deny_cross_account_request",
          "expire_cross_account_request",
          "migrate_cross_account_request",
          "create_workspace",
          "update_workspace",
          "delete_workspace",
          "move_workspace",
          "create_ungrouped_hosts_workspace",
          "workspace_import",
          "update_root_workspace_tenants",
          "remove_deleted_workspace_bindings",
          "remove_root_parent_tenant_relationships",
          "delete_binding_mappings",
          "batch_create_role_binding",
          "update_role_bindings_for_subject",
          "cleanup_orphan_bindings",
          "remove_unassigned_binding_mappings",
          "remigrate_role_binding",
          "migrate_binding_scope",
          "duplicate_binding_cleanup",
          "migrate_custom_role",
          "migrate_tenant_groups",
          "migrate_system_role_assignment",
          "fix_resource_definitions");

  private EventTypeLabel() {}

  /** Returns all values of the label. */
  public static Stream<String> values() {
    return Stream.concat(KNOWN.stream(), Stream.of(BoundedLabel.OTHER, UNKNOWN));
  }

  /**
   * Returns the type itself if it is listed here, else {@link BoundedLabel#OTHER} or {@link
   * #UNKNOWN}.
   */
  public static String of(String eventType) {
    if (eventType.isEmpty()) {
      return UNKNOWN;
    }
    return KNOWN.contains(eventType) ? eventType : BoundedLabel.OTHER;
  }
}
