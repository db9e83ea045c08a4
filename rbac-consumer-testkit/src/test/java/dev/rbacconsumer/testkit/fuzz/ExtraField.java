package dev.rbacconsumer.testkit.fuzz;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Set;

/**
 * A field that no relation has, in one kind of object of every relation.
 *
 * @param place the kind of object
 * @param name of the field
 * @param value JSON
 */
record ExtraField(Place place, String name, String value) {
  private static final Set<String> KNOWN =
      Set.of("resource", "relation", "subject", "type", "id", "namespace", "name");
  private static final String[] VALUES = {
    "null", "{\"caveat_name\":\"x\"}", "[]", "\"\"", "0", "false"
  };

  /** Kinds of objects in a relation. */
  enum Place {
    NONE,
    RELATION,
    RESOURCE,
    SUBJECT,
    SUBJECT_OBJECT,
    TYPE
  }

  static ExtraField choose(Draws choices) {
    Place place = Place.values()[choices.oneOf(Place.values().length)];
    if (place == Place.NONE) {
      return new ExtraField(place, "", "null");
    }
    String value = VALUES[choices.oneOf(VALUES.length)];
    String name = choices.text("optional_caveat", "expires_at", "Relation");
    return new ExtraField(KNOWN.contains(name) ? Place.NONE : place, name, value);
  }

  /**
   * Whether it refuses the message that has it.
   *
   * @param flat whether references are flat, so that some objects are not there
   */
  boolean isRefused(boolean flat) {
    return switch (place) {
      case NONE -> false;
      case RELATION, RESOURCE, SUBJECT -> hasValue();
      case SUBJECT_OBJECT, TYPE -> hasValue() && !flat;
    };
  }

  private boolean hasValue() {
    return !value.equals("null");
  }

  void write(JsonGenerator json, Place here) throws IOException {
    if (here == place) {
      json.writeFieldName(name);
      json.writeRawValue(value);
    }
  }
}
