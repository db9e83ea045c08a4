package dev.rbacconsumer.testkit.relations.protocol;

import dev.rbacconsumer.core.outcome.ConsistencyToken;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.wire.authzed.v1.Consistency;
import dev.rbacconsumer.relations.wire.authzed.v1.Cursor;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsResponse;
import dev.rbacconsumer.relations.wire.authzed.v1.Relationship;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ZedToken;
import dev.rbacconsumer.testkit.relations.store.GrpcErrorCode;
import dev.rbacconsumer.testkit.relations.store.InMemoryTupleStore;
import dev.rbacconsumer.testkit.relations.store.StoreRefusal;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Store behind SpiceDB's validation: every request is validated first, whether it comes from a
 * client or is one of Kessel's own. Refusals are thrown as {@link StoreRefusal}.
 */
public final class ValidatingStore {
  private static final int MAX_LIMIT = 1000;
  private static final String CURSOR = "after/";
  private static final Pattern REVISION = Pattern.compile("revision/[0-9]+");

  private final InMemoryTupleStore store;
  private final int hiddenChanges;

  /**
   * Creates the validation in front of a store.
   *
   * @param hiddenChanges number of latest changes that a read without a freshness requirement
   *     misses
   */
  public ValidatingStore(InMemoryTupleStore store, int hiddenChanges) {
    this.store = store;
    this.hiddenChanges = hiddenChanges;
  }

  public ConsistencyToken write(WriteRelationshipsRequest request) {
    AuthzedRules.check(request);
    return store.write(
        AuthzedTuples.updates(request.getUpdatesList()),
        AuthzedTuples.conditions(request.getOptionalPreconditionsList()));
  }

  public ConsistencyToken delete(DeleteRelationshipsRequest request) {
    AuthzedRules.check(request);
    return store.delete(
        AuthzedTuples.filter(request.getRelationshipFilter()),
        AuthzedTuples.conditions(request.getOptionalPreconditionsList()));
  }

  public void importAll(List<Relationship> relationships) {
    AuthzedRules.check(relationships);
    store.importTuples(relationships.stream().map(AuthzedTuples::tuple).toList());
  }

  /** Reads the first token in force, if there is one: the first half of an acquisition. */
  public Optional<FenceToken> readLock(String lockId) {
    AuthzedRules.check(
        ReadRelationshipsRequest.newBuilder()
            .setRelationshipFilter(WireTuples.lock(lockId))
            .build());
    return store.readLock(lockId);
  }

  /** Replaces the token that was read by a new one: the second half of an acquisition. */
  public FenceToken replaceLock(String lockId, Optional<FenceToken> read) {
    return store.replaceLock(lockId, read);
  }

  /** Reads the tuples of one page in a stable order, each with the cursor to continue from. */
  public List<ReadRelationshipsResponse> read(ReadRelationshipsRequest request) {
    int from = from(request);
    AuthzedRules.check(request);
    long limit = Integer.toUnsignedLong(request.getOptionalLimit());
    if (limit > MAX_LIMIT) {
      throw new StoreRefusal(
          GrpcErrorCode.INVALID_ARGUMENT,
          "EXCEEDS_MAXIMUM_ALLOWABLE_LIMIT",
          Map.of("limit_provided", "" + limit, "maximum_limit_allowed", "" + MAX_LIMIT),
          "provided limit " + limit + " is greater than maximum allowed of " + MAX_LIMIT);
    }
    Consistency consistency = request.getConsistency();
    boolean fresh = consistency.hasAtLeastAsFresh() || consistency.getFullyConsistent();
    List<RelationTuple> found =
        store.read(
            AuthzedTuples.filter(request.getRelationshipFilter()), fresh ? 0 : hiddenChanges);
    int first = Math.min(from, found.size());
    int end = limit == 0 ? found.size() : (int) Math.min(found.size(), first + limit);
    ZedToken readAt = ZedToken.newBuilder().setToken(store.now().value()).build();
    List<ReadRelationshipsResponse> page = new ArrayList<>(end - first);
    for (int i = first; i < end; i++) {
      page.add(
          ReadRelationshipsResponse.newBuilder()
              .setReadAt(readAt)
              .setRelationship(AuthzedTuples.message(found.get(i)))
              .setAfterResultCursor(Cursor.newBuilder().setToken(CURSOR + (i + 1)))
              .build());
    }
    return page;
  }

  /** Returns the index to continue from. The cursor alone decides which state is read. */
  private static int from(ReadRelationshipsRequest request) {
    if (request.hasOptionalCursor()) {
      return decoded(request.getOptionalCursor().getToken());
    }
    if (request.hasConsistency()) {
      requireState(request.getConsistency());
    }
    return 0;
  }

  private static int decoded(String cursor) {
    if (cursor.isEmpty()) {
      throw StoreRefusal.plain(
          GrpcErrorCode.INTERNAL,
          "unexpected consistency middleware error: cursor pointer was nil");
    }
    try {
      if (cursor.startsWith(CURSOR)) {
        return Integer.parseUnsignedInt(cursor.substring(CURSOR.length()));
      }
    } catch (NumberFormatException notOurs) {
      // Continues to the refusal below.
    }
    throw new StoreRefusal(
        GrpcErrorCode.INVALID_ARGUMENT,
        "INVALID_CURSOR",
        Map.of(),
        "error decoding cursor: illegal base64 data at input byte 0");
  }

  private static void requireState(Consistency consistency) {
    boolean chosen =
        switch (consistency.getRequirementCase()) {
          case AT_LEAST_AS_FRESH -> isRevision(consistency.getAtLeastAsFresh());
          case AT_EXACT_SNAPSHOT -> isRevision(consistency.getAtExactSnapshot());
          case MINIMIZE_LATENCY -> consistency.getMinimizeLatency();
          case FULLY_CONSISTENT -> consistency.getFullyConsistent();
          case REQUIREMENT_NOT_SET -> false;
        };
    if (!chosen) {
      String printed =
          switch (consistency.getRequirementCase()) {
            case MINIMIZE_LATENCY -> "minimize_latency:false";
            case FULLY_CONSISTENT -> "fully_consistent:false";
            default -> "";
          };
      throw StoreRefusal.plain(
          GrpcErrorCode.INTERNAL, "missing handling of consistency case in " + printed);
    }
  }

  private static boolean isRevision(ZedToken token) {
    if (!REVISION.matcher(token.getToken()).matches()) {
      throw StoreRefusal.malformed("invalid revision requested");
    }
    return true;
  }
}
