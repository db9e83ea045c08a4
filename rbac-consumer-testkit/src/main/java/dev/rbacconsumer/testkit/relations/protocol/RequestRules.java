package dev.rbacconsumer.testkit.relations.protocol;

import com.google.protobuf.MessageLite;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.FencingCheck;
import dev.rbacconsumer.relations.wire.v1beta1.ImportBulkTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectReference;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Validates requests as the server does before any other check, with its messages. */
public final class RequestRules {
  /** Default of grpc-go for the largest message. */
  static final int MAX_REQUEST_BYTES = 4_194_304;

  private static final String REQUIRED = ": value is required";
  private static final String TOO_SHORT = ": must be at least 1 characters";

  private final List<String> faults = new ArrayList<>();

  private RequestRules() {}

  public static void check(CreateTuplesRequest request) {
    RequestRules rules = start(request);
    rules.relationships(request.getTuplesList());
    rules.fence(request.hasFencingCheck(), request.getFencingCheck());
    rules.finish();
  }

  public static void check(DeleteTuplesRequest request) {
    RequestRules rules = start(request);
    rules.required("filter", request.hasFilter());
    rules.fence(request.hasFencingCheck(), request.getFencingCheck());
    rules.finish();
  }

  public static void check(ReadTuplesRequest request) {
    RequestRules rules = start(request);
    rules.required("filter", request.hasFilter());
    if (request.hasPagination() && request.getPagination().getLimit() == 0) {
      rules.faults.add("pagination.limit: must be greater than 0");
    }
    if (request.hasConsistency()) {
      switch (request.getConsistency().getRequirementCase()) {
        case REQUIREMENT_NOT_SET ->
            rules.faults.add("consistency.requirement: exactly one field is required in oneof");
        case MINIMIZE_LATENCY -> {
          if (!request.getConsistency().getMinimizeLatency()) {
            rules.faults.add("consistency.minimize_latency: must equal true");
          }
        }
        case AT_LEAST_AS_FRESH ->
            rules.text(
                "consistency.at_least_as_fresh.token",
                request.getConsistency().getAtLeastAsFresh().getToken());
      }
    }
    rules.finish();
  }

  public static void check(ImportBulkTuplesRequest request) {
    RequestRules rules = start(request);
    if (request.getTuplesCount() == 0) {
      rules.faults.add("tuples: must contain at least 1 item(s)");
    }
    rules.relationships(request.getTuplesList());
    rules.finish();
  }

  public static void check(AcquireLockRequest request) {
    RequestRules rules = start(request);
    rules.required("lock_id", !request.getLockId().isEmpty());
    rules.finish();
  }

  private static RequestRules start(MessageLite request) {
    requireSize(request);
    return new RequestRules();
  }

  /** Checks the size of a request, as a Go server does before it decodes it. */
  public static void requireSize(MessageLite request) {
    int size = request.getSerializedSize();
    if (size > MAX_REQUEST_BYTES) {
      throw WireRefusals.plain(
          GrpcErrorCode.RESOURCE_EXHAUSTED,
          "grpc: received message larger than max (" + size + " vs. " + MAX_REQUEST_BYTES + ")");
    }
  }

  private void finish() {
    if (!faults.isEmpty()) {
      throw WireRefusals.validation(faults);
    }
  }

  private void relationships(List<Relationship> tuples) {
    for (int i = 0; i < tuples.size(); i++) {
      Relationship tuple = tuples.get(i);
      String path = "tuples[" + i + "].";
      object(path + "resource", tuple.hasResource(), tuple.getResource());
      text(path + "relation", tuple.getRelation());
      required(path + "subject", tuple.hasSubject());
      if (tuple.hasSubject()) {
        SubjectReference subject = tuple.getSubject();
        object(path + "subject.subject", subject.hasSubject(), subject.getSubject());
      }
    }
  }

  private void object(String path, boolean present, ObjectReference object) {
    required(path, present);
    if (present) {
      required(path + ".type", object.hasType());
      if (object.hasType()) {
        text(path + ".type.namespace", object.getType().getNamespace());
        text(path + ".type.name", object.getType().getName());
      }
      text(path + ".id", object.getId());
    }
  }

  private void fence(boolean present, FencingCheck fence) {
    if (present) {
      required("fencing_check.lock_id", !fence.getLockId().isEmpty());
      required("fencing_check.lock_token", !fence.getLockToken().isEmpty());
    }
  }

  private void required(String path, boolean present) {
    if (!present) {
      faults.add(path + REQUIRED);
    }
  }

  private void text(String path, String value) {
    if (value.isEmpty()) {
      faults.add(path + TOO_SHORT);
    }
  }
}
