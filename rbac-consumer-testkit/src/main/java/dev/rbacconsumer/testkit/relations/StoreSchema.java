package dev.rbacconsumer.testkit.relations;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tuples a store accepts: definitions, their relations, and the subjects allowed on each. A
 * relation {@code t_x} comes with a permission {@code x}, as all schemas of Kessel have it, so that
 * a subject set may name {@code x}. Immutable.
 */
public final class StoreSchema {
  private static final String ANY_RELATION = "*";

  private final boolean permissive;
  private final Map<String, Map<String, Set<String>>> definitions;

  private StoreSchema(boolean permissive, Map<String, Map<String, Set<String>>> definitions) {
    this.permissive = permissive;
    this.definitions = definitions;
  }

  /** Accepts every definition, relation and subject. */
  public static StoreSchema permissive() {
    return new StoreSchema(true, Map.of());
  }

  /** What RBAC replicates, and the lock types. A role takes any permission for its relation. */
  public static StoreSchema rbac() {
    return builder()
        .locks()
        .definition("rbac/principal")
        .relation("rbac/group", "member", "rbac/principal", "rbac/group#member")
        .anyRelation("rbac/role", "rbac/principal:*")
        .relation("rbac/role", "child", "rbac/role")
        .relation("rbac/role_binding", "granted", "rbac/role")
        .relation(
            "rbac/role_binding", "subject", "rbac/principal", "rbac/group", "rbac/group#member")
        .relation("rbac/platform", "binding", "rbac/role_binding")
        .relation("rbac/tenant", "binding", "rbac/role_binding")
        .relation("rbac/tenant", "platform", "rbac/platform", "rbac/tenant")
        .relation("rbac/workspace", "binding", "rbac/role_binding")
        .relation("rbac/workspace", "parent", "rbac/workspace", "rbac/tenant")
        .build();
  }

  /**
   * A schema of a text, each line a type, or a relation and the subjects allowed on it: {@code
   * rbac/group#member: rbac/principal rbac/group#member}. A relation {@code *} is any. Types of
   * subjects need no line of their own.
   *
   * @throws IllegalArgumentException when a line is none of these, with its number
   */
  public static StoreSchema parse(List<String> lines) {
    return SchemaText.parse(lines);
  }

  /** An empty schema to fill; without {@link Builder#locks} it has no locks either. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same without one definition, as if it had been left out of the schema file. */
  public StoreSchema without(String definition) {
    Map<String, Map<String, Set<String>>> rest = new HashMap<>(definitions);
    rest.remove(definition);
    return new StoreSchema(permissive, Map.copyOf(rest));
  }

  /**
   * The schema in SpiceDB's schema language.
   *
   * @param names of relations that stand for a relation that is any, without their prefix
   * @throws IllegalStateException when it accepts everything, which no schema of SpiceDB does
   */
  public String source(Collection<String> names) {
    if (permissive) {
      throw new IllegalStateException("want a schema with definitions, got the permissive one");
    }
    return SchemaSource.of(definitions, names);
  }

  /** The types that have a definition. */
  Set<String> types() {
    return definitions.keySet();
  }

  void requireDefinition(String type) {
    if (!permissive && !definitions.containsKey(type)) {
      throw StoreRefusal.unknownDefinition(type);
    }
  }

  /** As the store checks a write: both ends exist, and this subject may stand there. */
  void checkWrite(RelationTuple tuple) {
    if (permissive) {
      return;
    }
    String type = tuple.resource().type().toString();
    requireStoredRelation(type, tuple.relation());
    SubjectReference subject = tuple.subject();
    requireSubject(subject.object().type().toString(), subject.relation());
    Map<String, Set<String>> relations = definitions.getOrDefault(type, Map.of());
    Set<String> allowed =
        relations.getOrDefault(tuple.relation(), relations.getOrDefault(ANY_RELATION, Set.of()));
    String notation = notation(subject);
    if (!allowed.contains(notation)) {
      throw StoreRefusal.invalidSubject(type, tuple.relation(), notation);
    }
  }

  /** As the store checks a filter: names must exist, but allowed subjects do not matter. */
  void checkFilter(TupleFilter filter) {
    if (permissive) {
      return;
    }
    if (!filter.resourceType().isEmpty()) {
      requireDefinition(filter.resourceType());
      if (!filter.relation().isEmpty()) {
        requireStoredRelation(filter.resourceType(), filter.relation());
      }
    }
    TupleFilter.OfSubject subject = filter.subject();
    if (subject != null) {
      requireSubject(subject.type(), subject.relation() == null ? "" : subject.relation());
    }
  }

  /** What the store says to a write of a relation that has no prefix. */
  StoreRefusal refusalOfPermission(String type, String relation) {
    if (!permissive && !definitions.containsKey(type)) {
      return StoreRefusal.unknownDefinition(type);
    }
    return definitions.getOrDefault(type, Map.of()).containsKey(StoreRules.storedRelation(relation))
        ? StoreRefusal.permission(type, relation)
        : StoreRefusal.unknownRelation(type, relation);
  }

  private void requireStoredRelation(String type, String relation) {
    requireDefinition(type);
    Map<String, Set<String>> relations = definitions.getOrDefault(type, Map.of());
    if (!relations.containsKey(relation) && !relations.containsKey(ANY_RELATION)) {
      throw StoreRefusal.unknownRelation(type, relation);
    }
  }

  /**
   * @param relation bare name of the permission, or the relation itself; empty for none
   */
  private void requireSubject(String type, String relation) {
    requireDefinition(type);
    Map<String, Set<String>> relations = definitions.getOrDefault(type, Map.of());
    boolean known =
        relation.isEmpty()
            || relations.containsKey(ANY_RELATION)
            || relations.containsKey(StoreRules.storedRelation(relation));
    if (!known) {
      throw StoreRefusal.unknownRelation(type, relation);
    }
  }

  private static String notation(SubjectReference subject) {
    ObjectReference object = subject.object();
    if (object.isWildcard()) {
      return object.type() + ":*";
    }
    return subject.hasRelation()
        ? object.type() + "#" + subject.relation()
        : object.type().toString();
  }

  /** Collects definitions. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Map<String, Set<String>>> definitions = new HashMap<>();

    private Builder() {}

    /** A type, {@code ns/name}; one with relations need not be named apart. */
    public Builder definition(String type) {
      definitions.computeIfAbsent(type, t -> new HashMap<>());
      return this;
    }

    /**
     * A relation.
     *
     * @param type {@code ns/name}
     * @param relation with or without its {@code t_}
     * @param subjects allowed: {@code ns/name}, {@code ns/name#relation} or {@code ns/name:*}
     */
    public Builder relation(String type, String relation, String... subjects) {
      return put(type, StoreRules.storedRelation(relation), subjects);
    }

    /** Every relation there can be, beside those named; the same subjects on all of them. */
    public Builder anyRelation(String type, String... subjects) {
      return put(type, ANY_RELATION, subjects);
    }

    /** The two types that locks are made of. */
    public Builder locks() {
      definition(Locks.VERSION_TYPE);
      return relation(Locks.LOCK_TYPE, Locks.RELATION, Locks.VERSION_TYPE);
    }

    /** The schema. */
    public StoreSchema build() {
      Map<String, Map<String, Set<String>>> copy = new HashMap<>();
      definitions.forEach((type, relations) -> copy.put(type, Map.copyOf(relations)));
      return new StoreSchema(false, Map.copyOf(copy));
    }

    private Builder put(String type, String relation, String... subjects) {
      definition(type);
      definitions
          .getOrDefault(type, new HashMap<>())
          .computeIfAbsent(relation, r -> new HashSet<>())
          .addAll(Arrays.asList(subjects));
      return this;
    }
  }
}
