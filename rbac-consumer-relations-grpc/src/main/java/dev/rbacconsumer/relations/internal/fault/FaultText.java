package dev.rbacconsumer.relations.internal.fault;

import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome.FenceLoss;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.config.RelationsDialect;
import java.util.List;
import java.util.Optional;

/** Describes faults for an operator. Our own words come before the text of the store. */
public final class FaultText {
  private FaultText() {}

  /**
   * Returns the sentence for a fault.
   *
   * @param action attempted action, such as {@code writing 3 tuples}
   * @param token lock token that must not appear; empty if there is none yet
   * @param dialect dialect of the call, for a hint about what to check
   */
  public static String of(String action, StoreFault fault, String token, RelationsDialect dialect) {
    StoreError error = fault.error();
    StringBuilder text = new StringBuilder(action).append(": ").append(error.code());
    if (!error.reason().isEmpty()) {
      text.append(' ').append(error.reason());
    }
    named(text, "definition", error.detail("definition_name"));
    named(text, "relation", relation(error));
    named(text, "subject type", error.detail("subject_type"));
    hint(fault, dialect).ifPresent(hint -> text.append("; ").append(hint));
    if (!error.text().isEmpty() && !fault.textHoldsToken()) {
      text.append("; ").append(error.text());
    }
    return ScrubbedText.of(text.toString(), token);
  }

  /** Returns the sentence for a lost fence. */
  public static String fenceLost(FenceToken fence, FenceLoss cause) {
    String lock = "the lock " + fence.lockId();
    return ScrubbedText.of(
        switch (cause) {
          case TAKEN -> lock + " is held by another consumer";
          case GONE ->
              "the store knows no holder of " + lock + ": it has lost its data or was restored";
          case SET_BACK ->
              "the store has forgotten the mark beside "
                  + lock
                  + ": it was restored to an older state";
          case UNKNOWN ->
              "the store refuses our token of " + lock + "; who holds it could not be read";
        },
        fence.token());
  }

  /** Returns the tuple that the refusal is about: the only one, or the first that it describes. */
  public static Optional<RelationTuple> culprit(StoreError error, List<RelationTuple> tuples) {
    return tuples.size() == 1
        ? Optional.of(tuples.get(0))
        : tuples.stream().filter(tuple -> describes(error, tuple)).findFirst();
  }

  private static boolean describes(StoreError error, RelationTuple tuple) {
    String relationship = error.detail("relationship");
    if (!relationship.isEmpty()) {
      return relationship.equals(tuple.toString());
    }
    String definition = error.detail("definition_name");
    String relation = relation(error);
    boolean resource =
        definition.equals(tuple.resource().type().toString())
            && (relation.isEmpty() || relation.equals(tuple.relation()));
    boolean subject =
        definition.equals(tuple.subject().object().type().toString())
            && (relation.isEmpty() || relation.equals(tuple.subject().relation()));
    String subjectType = error.detail("subject_type");
    return subjectType.isEmpty() ? resource || subject : resource && isOf(subjectType, tuple);
  }

  /**
   * Returns whether a subject type is that of a tuple. The store writes a subject type bare, with
   * its relation, or as a wildcard.
   */
  private static boolean isOf(String subjectType, RelationTuple tuple) {
    String type = tuple.subject().object().type().toString();
    String full =
        tuple.subject().hasRelation()
            ? type + "#" + tuple.subject().relation()
            : type + (tuple.subject().object().isWildcard() ? ":*" : "");
    return subjectType.equals(full);
  }

  private static String relation(StoreError error) {
    String relation = error.detail("relation_or_permission_name");
    return relation.isEmpty() ? error.detail("relation_name") : relation;
  }

  private static void named(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(", ").append(name).append(' ').append(value);
    }
  }

  private static Optional<String> hint(StoreFault fault, RelationsDialect dialect) {
    if (fault.isLockTypesMissing()) {
      return Optional.of(
          "the store's schema lacks kessel/lock or kessel/lockversion; load one that has both");
    }
    return switch (fault.error().code()) {
      case UNIMPLEMENTED ->
          Optional.of(
              "the server does not offer this call; check that the target is " + dialect.server());
      case UNAUTHENTICATED -> Optional.of(unauthenticated(dialect));
      case PERMISSION_DENIED -> Optional.of(denied(dialect));
      case NOT_FOUND -> Optional.of("no schema has been loaded into the store");
      default -> Optional.empty();
    };
  }

  private static String unauthenticated(RelationsDialect dialect) {
    return dialect == RelationsDialect.SPICEDB
        ? "the store wants its pre-shared key as a bearer token"
        : "the server wants a valid token, or its own key for the store is wrong";
  }

  private static String denied(RelationsDialect dialect) {
    return switch (dialect) {
      case KESSEL_RELATIONS -> "the server may not do this; check its key for the store";
      case KESSEL_INVENTORY ->
          "check that our client id is in the server's tuple-crud-allowlist, which is empty by"
              + " default, and the server's key for the store";
      case SPICEDB -> "the token is not the store's pre-shared key";
    };
  }
}
