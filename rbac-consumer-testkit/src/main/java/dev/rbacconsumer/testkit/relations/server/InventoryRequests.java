package dev.rbacconsumer.testkit.relations.server;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.testkit.relations.protocol.WireRefusals;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;

/**
 * Converts requests of the Inventory API to those of the Relations API, which have the same bytes.
 * It trims the ids of tuples and fences, but not those of filters, and refuses an id that is empty
 * afterwards.
 */
final class InventoryRequests {
  private InventoryRequests() {}

  /** Returns the same request, as the older service would read it. */
  static <T> T older(Message request, Parser<T> parser) {
    try {
      return parser.parseFrom(request.toByteString());
    } catch (InvalidProtocolBufferException other) {
      throw new IllegalStateException("requests of both services are the same bytes", other);
    }
  }

  static CreateTuplesRequest trimmed(CreateTuplesRequest request) {
    CreateTuplesRequest.Builder trimmed = request.toBuilder();
    for (Relationship.Builder tuple : trimmed.getTuplesBuilderList()) {
      trim(tuple.getResourceBuilder());
      trim(tuple.getSubjectBuilder().getSubjectBuilder());
    }
    if (request.hasFencingCheck()) {
      trim(trimmed.getFencingCheckBuilder());
    }
    return trimmed.build();
  }

  static DeleteTuplesRequest trimmed(DeleteTuplesRequest request) {
    DeleteTuplesRequest.Builder trimmed = request.toBuilder();
    if (request.hasFencingCheck()) {
      trim(trimmed.getFencingCheckBuilder());
    }
    return trimmed.build();
  }

  static String trimmed(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      throw WireRefusals.plain(GrpcErrorCode.INVALID_ARGUMENT, "required field is empty");
    }
    return trimmed;
  }

  private static void trim(ObjectReference.Builder object) {
    object.setId(trimmed(object.getId()));
  }

  private static void trim(FencingCheck.Builder fence) {
    fence.setLockId(trimmed(fence.getLockId())).setLockToken(trimmed(fence.getLockToken()));
  }
}
