package dev.rbacconsumer.testkit.relations;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;

/**
 * Requests of the Inventory API as those of the Relations API, whose bytes they are. It trims ids
 * of tuples and fences, not those of filters, and wants something to be left of them.
 */
final class InventoryRequests {
  private InventoryRequests() {}

  /** The same request, as the older service would read it. */
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
      throw WireRefusals.plain(StatusCode.INVALID_ARGUMENT, "required field is empty");
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
