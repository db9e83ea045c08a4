package dev.rbacconsumer.testkit.messages;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Payload after the router's expansion: a structure, behind the schema that was derived from it.
 * Values without a derivable type (null, the empty list) are left out. A list has one schema for
 * all of its elements; as in every recorded message, it is that of the first element.
 */
final class ExpandedPayload {
  private ExpandedPayload() {}

  static void write(Map<String, @Nullable Object> payload, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeFieldName("schema");
    writeSchema(payload, "payload", true, null, out);
    out.writeFieldName("payload");
    writeValue(payload, payload, out);
    out.writeEndObject();
  }

  private static void writeSchema(
      Object model, String name, boolean optional, @Nullable String field, JsonGenerator out)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("type", typeOf(model));
    if (model instanceof Map<?, ?> struct) {
      out.writeArrayFieldStart("fields");
      for (Map.Entry<?, ?> entry : struct.entrySet()) {
        Object value = entry.getValue();
        if (value != null && !isLeftOut(value)) {
          String key = String.valueOf(entry.getKey());
          writeSchema(value, name + "." + key, true, key, out);
        }
      }
      out.writeEndArray();
    } else if (model instanceof List<?> list) {
      out.writeFieldName("items");
      // Merged schemas lose their optionality.
      writeSchema(first(list), name, list.size() == 1, null, out);
    }
    out.writeBooleanField("optional", optional);
    if (model instanceof Map) {
      out.writeStringField("name", name);
    }
    if (field != null) {
      out.writeStringField("field", field);
    }
    out.writeEndObject();
  }

  /**
   * Writes the fields of a value that the model has too, and null for those that the value lacks.
   */
  private static void writeValue(@Nullable Object value, Object model, JsonGenerator out)
      throws IOException {
    if (value instanceof Map<?, ?> struct && model instanceof Map<?, ?> fields) {
      out.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        Object fieldModel = field.getValue();
        if (fieldModel != null && !isLeftOut(fieldModel)) {
          out.writeFieldName(String.valueOf(field.getKey()));
          writeValue(struct.get(field.getKey()), fieldModel, out);
        }
      }
      out.writeEndObject();
    } else if (value instanceof List<?> list && model instanceof List<?> models) {
      out.writeStartArray();
      for (Object element : list) {
        writeValue(element, first(models), out);
      }
      out.writeEndArray();
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Number number) {
      out.writeNumber(number.doubleValue());
    } else if (value == null) {
      out.writeNull();
    } else {
      out.writeString(value.toString());
    }
  }

  private static String typeOf(Object model) {
    if (model instanceof Map) {
      return "struct";
    } else if (model instanceof List) {
      return "array";
    } else if (model instanceof Long number) {
      return number == number.intValue() ? "int32" : "int64";
    }
    return model instanceof Number ? "double" : "string";
  }

  private static boolean isLeftOut(Object value) {
    return value instanceof List<?> list && list.isEmpty();
  }

  private static Object first(List<?> list) {
    Object first = list.get(0);
    if (first == null) {
      throw new IllegalArgumentException("list: want elements that have a type, got null");
    }
    return first;
  }
}
