package dev.rbacconsumer.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Value in a small JSON document, found by a path from its root. A missing value, or null, is
 * represented as an empty value.
 *
 * @param path path from the root, as in {@code kafka.brokers[0].port}
 * @param value a map, a list, a text, or null; numbers and booleans are kept as written
 */
public record JsonTree(String path, @Nullable Object value) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Parses a document, and returns its root.
   *
   * @throws IOException if it is not JSON; the message does not repeat the document
   */
  public static JsonTree parse(String document) throws IOException {
    try (JsonParser parser = JSON.createParser(document)) {
      parser.nextToken();
      JsonTree root = new JsonTree("", read(parser));
      if (parser.nextToken() != null) {
        throw new IOException("not JSON: more than one value");
      }
      return root;
    } catch (JsonParseException broken) {
      int line = broken.getLocation().getLineNr();
      throw new IOException("not JSON at line " + line, broken);
    }
  }

  /** Returns the value under a name; an empty value if there is none. */
  public JsonTree get(String name) {
    Object found = value instanceof Map<?, ?> map ? map.get(name) : null;
    return new JsonTree(path.isEmpty() ? name : path + "." + name, found);
  }

  /** Returns the entries of a list; none if this is not a list. */
  public List<JsonTree> items() {
    List<JsonTree> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        items.add(new JsonTree("%s[%d]".formatted(path, items.size()), item));
      }
    }
    return items;
  }

  /** Returns the text, or the number or boolean as written; empty for any other value. */
  public String text() {
    return value instanceof String text ? text.strip() : "";
  }

  /** Returns whether the value is an object, and not a list, a text or empty. */
  public boolean isObject() {
    return value instanceof Map;
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        object.put(name, read(parser));
      }
      return object;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(read(parser));
      }
      return list;
    }
    return token == null || token == JsonToken.VALUE_NULL ? null : parser.getText();
  }
}
