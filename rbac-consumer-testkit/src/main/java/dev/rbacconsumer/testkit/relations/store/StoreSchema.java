package dev.rbacconsumer.testkit.relations.store;

import dev.rbacconsumer.core.tuple.StoreRules;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Schema of a store: definitions, their relations, and the subjects allowed on each. A relation
 * {@code t_x} has a permission {@code x}, as in all schemas of Kessel, so that a subject set may
 * name {@code x}. Immutable.
 */
public final class StoreSchema {
  private static final String ANY_RELATION = "*";

  private final boolean permissive;
  private final Map<String, Map<String, Set<String>>> definitions;
  private final Map<String, Set<String>> permissions;

  private StoreSchema(
      boolean permissive,
      Map<String, Map<String, Set<String>>> definitions,
      Map<String, Set<String>> permissions) {
    this.permissive = permissive;
    this.definitions = definitions;
    this.permissions = permissions;
  }

  /** Returns a schema that accepts every definition, relation and subject. */
  public static StoreSchema permissive() {
    return new StoreSchema(true, Map.of(), Map.of());
  }

  /**
   * Returns a schema with the types that RBAC replicates, and the lock types. A role accepts any
   * permission as its relation.
   */
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
   * Parses a schema. Each line is a type, or a relation with the subjects allowed on it: {@code
   * rbac/group#member: rbac/principal rbac/group#member}. A relation {@code *} is any relation.
   * Types of subjects need no separate line.
   *
   * @throws IllegalArgumentException if a line is none of these; the message has its number
   */
  public static StoreSchema parse(List<String> lines) {
    return SchemaText.parse(lines);
  }

  /** Starts an empty schema; without {@link Builder#locks} it has no locks either. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a copy without one definition, as if the schema file lacked it. */
  public StoreSchema without(String definition) {
    Map<String, Map<String, Set<String>>> rest = new HashMap<>(definitions);
    rest.remove(definition);
    return new StoreSchema(permissive, Map.copyOf(rest), permissions);
  }

  /**
   * Returns the schema in SpiceDB's schema language.
   *
   * @param names names, without their prefix, of the relations that replace an "any" relation
   * @throws IllegalStateException if it accepts everything, which no schema of SpiceDB does
   */
  public String source(Collection<String> names) {
    if (permissive) {
      throw new IllegalStateException("want a schema with definitions, got the permissive one");
    }
    return SchemaSource.of(naming(names).definitions, permissions);
  }

  /**
   * Returns a copy with named relations in place of "any" relations.
   *
   * @param names names of the relations, without their prefix
   */
  public StoreSchema naming(Collection<String> names) {
    Map<String, Map<String, Set<String>>> named = new HashMap<>();
    definitions.forEach(
        (type, relations) -> {
          Map<String, Set<String>> all = new HashMap<>(relations);
          Set<String> subjects = all.remove(ANY_RELATION);
          if (subjects != null) {
            names.forEach(name -> all.putIfAbsent(StoreRules.storedRelation(name), subjects));
          }
          named.put(type, Map.copyOf(all));
        });
    return new StoreSchema(permissive, Map.copyOf(named), permissions);
  }

  /** Returns the types that have a definition. */
  public Set<String> types() {
    return definitions.keySet();
  }

  void requireDefinition(String type) {
    if (!permissive && !definitions.containsKey(type)) {
      throw StoreRefusal.unknownDefinition(type);
    }
  }

  /**
   * Checks a write as the store does: both types exist, and this subject is allowed on the
   * relation.
   */
  void checkWrite(StoreTuple tuple) {
    String type = tuple.resourceType();
    if (permissive) {
      requireFormOfKessel(tuple);
      return;
    }
    requireRelation(type, tuple.relation());
    requireSubject(tuple.subjectType(), tuple.subjectRelation());
    if (!isRelation(type, tuple.relation())) {
      throw StoreRefusal.permission(type, tuple.relation());
    }
    Set<String> allowed = allowedSubjects(type, tuple.relation());
    String subject = tuple.allowedSubject();
    if (!allowed.contains(subject)) {
      throw StoreRefusal.invalidSubject(
          type, tuple.relation(), subject, likeliest(subject, allowed));
    }
  }

  private static void requireFormOfKessel(StoreTuple tuple) {
    if (!tuple.hasFormOfKessel()) {
      throw StoreRefusal.unknownRelation(tuple.resourceType(), tuple.relation());
    }
  }

  /** Checks a filter as the store does: names must exist, but allowed subjects are not checked. */
  void checkFilter(TupleFilter filter) {
    if (permissive) {
      return;
    }
    if (!filter.resourceType().isEmpty()) {
      requireDefinition(filter.resourceType());
      if (!filter.relation().isEmpty()) {
        requireRelation(filter.resourceType(), filter.relation());
      }
    }
    TupleFilter.OfSubject subject = filter.subject();
    if (subject != null) {
      requireSubject(subject.type(), subject.relation() == null ? "" : subject.relation());
    }
  }

  /** Checks a read's filter for the one rule that only reads have: it names no permission. */
  void checkRead(TupleFilter filter) {
    String type = filter.resourceType();
    String relation = filter.relation();
    if (!permissive && !type.isEmpty() && !relation.isEmpty() && !isRelation(type, relation)) {
      throw StoreRefusal.permissionRead(relation);
    }
  }

  private void requireRelation(String type, String relation) {
    requireDefinition(type);
    if (!isRelation(type, relation) && !isPermission(type, relation)) {
      throw StoreRefusal.unknownRelation(type, relation);
    }
  }

  /**
   * Requires the subject's type and, if it has one, its relation.
   *
   * @param relation relation of the subject; empty for none
   */
  private void requireSubject(String type, String relation) {
    requireDefinition(type);
    if (!relation.isEmpty()) {
      requireRelation(type, relation);
    }
  }

  private boolean isRelation(String type, String relation) {
    Map<String, Set<String>> relations = definitions.getOrDefault(type, Map.of());
    boolean any =
        relations.containsKey(ANY_RELATION)
            && relation.startsWith(StoreRules.RELATION_PREFIX)
            && !isPermissionAlone(type, bare(relation));
    return relations.containsKey(relation) || any;
  }

  private boolean isPermission(String type, String name) {
    Map<String, Set<String>> relations = definitions.getOrDefault(type, Map.of());
    return isPermissionAlone(type, name)
        || relations.containsKey(StoreRules.RELATION_PREFIX + name)
        || (relations.containsKey(ANY_RELATION) && !name.startsWith(StoreRules.RELATION_PREFIX));
  }

  private boolean isPermissionAlone(String type, String name) {
    return permissions.getOrDefault(type, Set.of()).contains(name);
  }

  private static String bare(String relation) {
    return relation.substring(StoreRules.RELATION_PREFIX.length());
  }

  private Set<String> allowedSubjects(String type, String relation) {
    Map<String, Set<String>> relations = definitions.getOrDefault(type, Map.of());
    return relations.getOrDefault(relation, relations.getOrDefault(ANY_RELATION, Set.of()));
  }

  /** Returns the shortest candidate that contains all characters of a text in the same order. */
  private static Optional<String> likeliest(String text, Set<String> allowed) {
    return allowed.stream()
        .filter(it -> isWithin(text, it))
        .min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
  }

  private static boolean isWithin(String text, String other) {
    int next = 0;
    for (int i = 0; i < other.length() && next < text.length(); i++) {
      if (other.charAt(i) == text.charAt(next)) {
        next++;
      }
    }
    return next == text.length();
  }

  /** Builder of a schema. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Map<String, Set<String>>> definitions = new HashMap<>();
    private final Map<String, Set<String>> permissions = new HashMap<>();

    private Builder() {}

    /** Adds a type, {@code ns/name}; a type with relations need not be added separately. */
    public Builder definition(String type) {
      definitions.computeIfAbsent(type, t -> new HashMap<>());
      return this;
    }

    /**
     * Adds a relation.
     *
     * @param type {@code ns/name}
     * @param relation with or without its {@code t_}
     * @param subjects allowed subjects: {@code ns/name}, {@code ns/name#relation} or {@code
     *     ns/name:*}
     */
    public Builder relation(String type, String relation, String... subjects) {
      return put(type, StoreRules.storedRelation(relation), subjects);
    }

    /** Adds every possible relation, beside those named, with the same subjects on all of them. */
    public Builder anyRelation(String type, String... subjects) {
      return put(type, ANY_RELATION, subjects);
    }

    /**
     * Adds a permission without a relation of its own: a subject set may name it, and no tuple can
     * be written to it.
     *
     * @param type {@code ns/name}
     * @param name name of the permission
     */
    public Builder permission(String type, String name) {
      definition(type);
      permissions.computeIfAbsent(type, t -> new HashSet<>()).add(name);
      return this;
    }

    /** Adds the two types of locks. */
    public Builder locks() {
      definition(Locks.VERSION_TYPE);
      return relation(Locks.LOCK_TYPE, Locks.RELATION, Locks.VERSION_TYPE);
    }

    /** Builds the schema. */
    public StoreSchema build() {
      Map<String, Map<String, Set<String>>> copy = new HashMap<>();
      definitions.forEach((type, relations) -> copy.put(type, Map.copyOf(relations)));
      Map<String, Set<String>> alone = new HashMap<>();
      permissions.forEach((type, names) -> alone.put(type, Set.copyOf(names)));
      return new StoreSchema(false, Map.copyOf(copy), Map.copyOf(alone));
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
