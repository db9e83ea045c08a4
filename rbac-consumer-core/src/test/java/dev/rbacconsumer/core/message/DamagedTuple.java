package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.quoted;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import org.jspecify.annotations.Nullable;

/** Writes a valid tuple with one field of it damaged. */
final class DamagedTuple {
  private final Field field;
  private final Damage damage;

  private DamagedTuple(Field field, Damage damage) {
    this.field = field;
    this.damage = damage;
  }

  /** The fields of a tuple, by where they stand in it. */
  enum Field {
    RESOURCE(".resource"),
    RESOURCE_TYPE(".resource.type"),
    RESOURCE_NAMESPACE(".resource.type.namespace"),
    RESOURCE_NAME(".resource.type.name"),
    RESOURCE_ID(".resource.id"),
    RELATION(".relation"),
    SUBJECT(".subject"),
    SUBJECT_OBJECT(".subject.subject"),
    SUBJECT_TYPE(".subject.subject.type"),
    SUBJECT_NAMESPACE(".subject.subject.type.namespace"),
    SUBJECT_NAME(".subject.subject.type.name"),
    SUBJECT_ID(".subject.subject.id"),
    SUBJECT_RELATION(".subject.relation");

    final String path;

    Field(String path) {
      this.path = path;
    }
  }

  /** What can happen to a field. */
  enum Damage {
    LEFT_OUT(null),
    NULL("null"),
    NUMBER("17"),
    BOOLEAN("true"),
    LIST("[{\"id\":\"x\"}]"),
    BAD_TEXT("\"No Name!\""),
    EMPTY_TEXT("\"\""),
    TWICE("twice");

    private final @Nullable String json;

    Damage(@Nullable String json) {
      this.json = json;
    }

    /** Whether this makes that field of that tuple wrong: a subject need not have a relation. */
    boolean fits(Field field, RelationTuple tuple) {
      if (field != Field.SUBJECT_RELATION) {
        return true;
      }
      return switch (this) {
        case LEFT_OUT, NULL, EMPTY_TEXT -> false;
        case TWICE -> tuple.subject().hasRelation();
        default -> true;
      };
    }
  }

  static String write(RelationTuple tuple, Field field, Damage damage) {
    return new DamagedTuple(field, damage).tuple(tuple);
  }

  private String tuple(RelationTuple tuple) {
    String ofSubject = tuple.subject().relation();
    return object(
        field(".resource", reference(".resource", tuple.resource())),
        field(".relation", quoted(tuple.relation())),
        field(
            ".subject",
            object(
                field(".subject.subject", reference(".subject.subject", tuple.subject().object())),
                field(".subject.relation", ofSubject.isEmpty() ? null : quoted(ofSubject)))));
  }

  private String reference(String at, ObjectReference reference) {
    String type =
        object(
            field(at + ".type.namespace", quoted(reference.type().namespace())),
            field(at + ".type.name", quoted(reference.type().name())));
    return object(field(at + ".type", type), field(at + ".id", quoted(reference.id())));
  }

  /** The field with its value, damaged where it is the one to be; empty where it is not there. */
  private String field(String at, @Nullable String value) {
    String name = quoted(at.substring(at.lastIndexOf('.') + 1)) + ":";
    if (!at.equals(field.path)) {
      return value == null ? "" : name + value;
    }
    if (damage == Damage.TWICE) {
      return name + value + "," + name + value;
    }
    return damage.json == null ? "" : name + damage.json;
  }

  private static String object(String... fields) {
    StringBuilder text = new StringBuilder("{");
    for (String field : fields) {
      if (!field.isEmpty()) {
        text.append(text.length() > 1 ? "," : "").append(field);
      }
    }
    return text.append('}').toString();
  }
}
