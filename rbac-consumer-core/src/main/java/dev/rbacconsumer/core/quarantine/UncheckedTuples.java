package dev.rbacconsumer.core.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.json.JsonTree;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects and relations that an invalid message names, without a check whether the store could
 * hold them. They are known only if every relation of the message can be read; one that hides an
 * object would let a later record overtake it.
 */
final class UncheckedTuples {
  private static final Set<String> LISTS = Set.of("relations_to_add", "relations_to_remove");

  private static final Set<String> TUPLE = Set.of("resource", "relation", "subject");
  private static final Set<String> SUBJECT = Set.of("subject", "relation", "id");
  private static final Set<String> REFERENCE = Set.of("type", "id");
  private static final Set<String> TYPE = Set.of("namespace", "name");

  private final Set<String> objects = new HashSet<>();
  private final Set<String> relations = new HashSet<>();
  private boolean isFound;

  private UncheckedTuples() {}

  /** Returns what a message names; empty if not all of it can be read. */
  static Optional<UncheckedTuples> of(SourceRecord record) {
    byte[] value = record.value();
    if (value == null) {
      return Optional.empty();
    }
    UncheckedTuples tuples = new UncheckedTuples();
    try {
      return tuples.read(JsonTree.parse(new String(value, UTF_8)).value()) && tuples.isFound
          ? Optional.of(tuples)
          : Optional.empty();
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  Footprint footprint(QuarantineSettings settings, Optional<String> key) {
    boolean isSerial =
        relations.stream()
            .map(StoreRules::storedRelation)
            .anyMatch(settings.serialRelations()::contains);
    return new Footprint(objects, isSerial, true, key);
  }

  /** Reads a value, wherever the lists of relations are in it. Returns whether all can be read. */
  private boolean read(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> members) {
      for (Map.Entry<?, ?> member : members.entrySet()) {
        boolean isKnown =
            LISTS.contains(String.valueOf(member.getKey()))
                ? list(member.getValue())
                : read(member.getValue());
        if (!isKnown) {
          return false;
        }
      }
      return true;
    }
    if (value instanceof String text && text.contains("relations_to_")) {
      return read(JsonTree.parse(text).value());
    }
    if (value instanceof List<?> elements) {
      for (Object element : elements) {
        if (!read(element)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean list(@Nullable Object value) {
    if (value instanceof List<?> elements && elements.stream().allMatch(this::tuple)) {
      isFound = true;
      return true;
    }
    return value == null;
  }

  private boolean tuple(@Nullable Object value) {
    Object holder = member(value, "subject");
    if (!hasOnly(value, TUPLE) || !hasOnly(holder, SUBJECT) || !isEmpty(member(holder, "id"))) {
      return false;
    }
    if (!(member(value, "relation") instanceof String relation) || relation.isEmpty()) {
      return false;
    }
    relations.add(relation);
    return object(member(value, "resource")) && object(member(holder, "subject"));
  }

  /** Reads a reference to an object. One that is missing, or has no id, names no object. */
  private boolean object(@Nullable Object value) {
    if (value == null) {
      return true;
    }
    Object type = member(value, "type");
    if (!hasOnly(value, REFERENCE) || !(type == null || hasOnly(type, TYPE))) {
      return false;
    }
    Object id = member(value, "id");
    Object namespace = member(type, "namespace");
    Object name = member(type, "name");
    if (isEmpty(id)) {
      return isTextOrNull(namespace) && isTextOrNull(name);
    }
    objects.add(namespace + "/" + name + ":" + id);
    return isText(namespace) && isText(name) && isText(id);
  }

  /** Returns whether nothing unknown is beside the known members: it could name an object. */
  private static boolean hasOnly(@Nullable Object value, Set<String> names) {
    return value instanceof Map<?, ?> members && names.containsAll(members.keySet());
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null || value.equals("");
  }

  private static boolean isText(@Nullable Object value) {
    return value instanceof String text && !text.isEmpty();
  }

  private static boolean isTextOrNull(@Nullable Object value) {
    return value == null || value instanceof String;
  }

  /** Returns a member of an object; null where there is none, also because it is no object. */
  private static @Nullable Object member(@Nullable Object value, String name) {
    return value instanceof Map<?, ?> members ? members.get(name) : null;
  }
}
