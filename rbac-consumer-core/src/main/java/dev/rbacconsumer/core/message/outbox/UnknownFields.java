package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.ViolationCode.UNKNOWN_FIELD;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.message.ViolationCollector;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Skips the unknown fields of one message, and refuses those that could have limited the change:
 * any field with a value inside a relation, and a list of relations in a place or a spelling that
 * is not read.
 */
final class UnknownFields {
  private static final Set<String> LISTS = Set.of("relationstoadd", "relationstoremove");
  private static final int SHORTEST_LIST = "relationstoadd".length();
  private static final int LONGEST_LIST = 32;

  private final ViolationCollector faults;
  private final @Nullable Consumer<String> listener;
  private int count;

  /**
   * @param faults receives the refusals
   * @param listener receives the path of every unknown field; null if only their number is needed
   */
  UnknownFields(ViolationCollector faults, @Nullable Consumer<String> listener) {
    this.faults = faults;
    this.listener = listener;
  }

  /** Returns the number of unknown fields so far, including refused ones. */
  int count() {
    return count;
  }

  /** Returns whether a listener needs every path, so that the whole message must be read. */
  boolean hasListener() {
    return listener != null;
  }

  /**
   * Skips a field outside relations, whose value is at the parser.
   *
   * @param parent path of the object that holds it
   */
  void passOver(JsonParser json, String parent, String name) throws IOException {
    count++;
    if (listener != null) {
      listener.accept(FieldPath.of(parent, name));
    }
    if (isList(name) && json.currentToken() != JsonToken.VALUE_NULL) {
      faults.add(
          UNKNOWN_FIELD,
          FieldPath.of(parent, name),
          "want relations only in \"relations_to_add\" and \"relations_to_remove\" of the payload,"
              + " got a list that would not be applied");
    }
    json.skipChildren();
  }

  /**
   * Skips a field of a relation, whose value is at the parser, and refuses any value but null.
   *
   * @param suffix path from the relation to the object that holds the field
   */
  void refuse(JsonParser json, TuplePath place, String suffix, String name) throws IOException {
    count++;
    if (listener != null) {
      listener.accept(FieldPath.of(place.path(suffix), name));
    }
    JsonToken value = json.currentToken();
    if (value != JsonToken.VALUE_NULL) {
      faults.add(
          UNKNOWN_FIELD,
          FieldPath.of(place.path(suffix), name),
          "want no unknown field inside a relation, as it may limit the grant, got one with "
              + JsonFields.kind(value));
      json.skipChildren();
    }
  }

  /** Returns whether the name is that of a list of relations, in any spelling. */
  private static boolean isList(String name) {
    return name.length() >= SHORTEST_LIST
        && name.length() <= LONGEST_LIST
        && LISTS.contains(name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT));
  }
}
