package dev.rbacconsumer.testkit.relations;

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
 * Which tuples a store accepts: definitions, their relations, and the subjects allowed on each. A
 * relation {@code t_x} comes with a permission {@code x}, as all schemas of Kessel have it, so that
 * a subject set may name {@code x}. Immutable.
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

  /** Accepts every definition, relation and subject. */
  public static StoreSchema permissive() {
    return new StoreSchema(true, Map.of(), Map.of());
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
    return new StoreSchema(permissive, Map.copyOf(rest), permissions);
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
    return SchemaSource.of(naming(names).definitions, permissions);
  }

  /**
   * The same with named relations in place of those that are any.
   *
   * @param names without their prefix
   */
  StoreSchema naming(Collection<String> names) {
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

  /** The types that have a definition. */
  Set<String> types() {
    return definitions.keySet();
  }

  void requireDefinition(String type) {
    if (!permissive && !definitions.containsKey(type)) {
      throw StoreRefusal.unknownDefinition(type);
    }
  }

  /** Checks a write as the store does: both ends exist, and this subject is allowed there. */
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

  /** As the store checks a filter: names must exist, but allowed subjects do not matter. */
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

  /** Checks what the store checks in the filter of a read alone: that it names no permission. */
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
   * Requires the subject's type and, where it has one, its relation.
   *
   * @param relation of the subject; empty for none
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

  /** The shortest of those that have all characters of a text in its order. */
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

  /** Collects definitions. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Map<String, Set<String>>> definitions = new HashMap<>();
    private final Map<String, Set<String>> permissions = new HashMap<>();

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

    /**
     * A permission without a relation of its own: a subject set may name it, and nothing can be
     * written to it.
     *
     * @param type {@code ns/name}
     * @param name of the permission
     */
    public Builder permission(String type, String name) {
      definition(type);
      permissions.computeIfAbsent(type, t -> new HashSet<>()).add(name);
      return this;
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
