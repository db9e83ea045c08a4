package dev.rbacconsumer.testkit.relations.server;

import dev.rbacconsumer.relations.wire.inventory.v1beta2.Consistency;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.testkit.relations.protocol.RequestRules;
import dev.rbacconsumer.testkit.relations.protocol.WireRefusals;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;

/** Decides which callers may use the tuple service of the Inventory API, and for which calls. */
public final class InventoryAuthorizer {
  private final InventoryBackend backend;
  private final BearerCheck bearer;
  private final boolean listed;
  private final SchemaFile schemaFile;

  /**
   * @param listed whether callers are in the allow list
   */
  public InventoryAuthorizer(
      InventoryBackend backend, BearerCheck bearer, boolean listed, SchemaFile schemaFile) {
    this.backend = backend;
    this.bearer = bearer;
    this.listed = listed;
    this.schemaFile = schemaFile;
  }

  boolean dropsEverything() {
    return backend == InventoryBackend.ALLOW_ALL;
  }

  boolean isKessel() {
    return backend == InventoryBackend.KESSEL;
  }

  /**
   * Creates the check of a call when it arrives; when run, it refuses a caller without permission.
   */
  Runnable admission() {
    BearerCheck.Caller caller = bearer.caller();
    return () -> {
      caller.require();
      if (!listed) {
        throw WireRefusals.plain(GrpcErrorCode.PERMISSION_DENIED, "meta authorization denied");
      }
      if (backend == InventoryBackend.SPICEDB) {
        schemaFile.requireForInventory();
      } else if (backend == InventoryBackend.KESSEL) {
        schemaFile.requireForRelations();
      }
    };
  }

  /**
   * Checks the consistency requirement that the older service does not know: it is accepted only if
   * it is true.
   */
  static void check(Consistency consistency, ReadTuplesRequest request) {
    boolean acknowledged =
        consistency.getRequirementCase() == Consistency.RequirementCase.AT_LEAST_AS_ACKNOWLEDGED;
    if (acknowledged && consistency.getAtLeastAsAcknowledged()) {
      RequestRules.check(request.toBuilder().clearConsistency().build());
    } else {
      RequestRules.check(request);
    }
  }
}
