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
 * Passes over the unknown fields of one message, and refuses those that could have made the change
 * a smaller one: any with a value inside a relation, and a list of relations in a place or a
 * spelling in which it is not read.
 */
final class UnknownFields {
  private static final Set<String> LISTS = Set.of("relationstoadd", "relationstoremove");
  private static final int SHORTEST_LIST = "relationstoadd".length();
  private static final int LONGEST_LIST = 32;

  private final ViolationCollector faults;
  private final @Nullable Consumer<String> listener;
  private int count;

  /**
   * @param faults takes the refusals
   * @param listener receives the path of every unknown field; null where only their number counts
   */
  UnknownFields(ViolationCollector faults, @Nullable Consumer<String> listener) {
    this.faults = faults;
    this.listener = listener;
  }

  /** Number of unknown fields so far, refused ones included. */
  int count() {
    return count;
  }

  /** Whether a listener wants every path, so that no part of the message may be left unread. */
  boolean hasListener() {
    return listener != null;
  }

  /**
   * Passes over a field outside relations, whose value is at the parser.
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
   * Passes over a field of a relation, whose value is at the parser, and refuses any but null.
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

  /** Whether the name is that of a list of relations, in any spelling. */
  private static boolean isList(String name) {
    return name.length() >= SHORTEST_LIST
        && name.length() <= LONGEST_LIST
        && LISTS.contains(name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT));
  }
}
