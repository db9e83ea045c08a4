package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.ViolationCode.DUPLICATE_KEY;
import static dev.rbacconsumer.core.message.ViolationCode.INVALID_TYPE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Parses a reference to an object: {@code type} (an object, or a text when flat) and {@code id}.
 */
final class ReferenceReader {
  private final DecoderSettings settings;
  private final NameCache vocabulary;
  private final MessageDraft draft;

  ReferenceReader(DecoderSettings settings, NameCache vocabulary, MessageDraft draft) {
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.draft = draft;
  }

  void read(JsonParser json, ReferenceDraft reference, TuplePath place, String suffix)
      throws IOException {
    if (!expectObject(json, reference, place, suffix)) {
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (!readField(name, json, reference, place, suffix)) {
        draft.unknown.refuse(json, place, suffix, name);
      }
    }
  }

  /**
   * Returns whether an object begins at the parser, and reports any other value. Null counts as a
   * missing field.
   */
  boolean expectObject(JsonParser json, ReferenceDraft reference, TuplePath place, String suffix)
      throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      reference.present = true;
      return true;
    }
    if (token != JsonToken.VALUE_NULL) {
      reference.broken = true;
      draft.faults.add(
          INVALID_TYPE, place.path(suffix), "want an object, got " + JsonFields.kind(token));
      json.skipChildren();
    }
    return false;
  }

  /** Reads one field of a reference, and returns whether the name belongs to a reference. */
  boolean readField(
      String name, JsonParser json, ReferenceDraft reference, TuplePath place, String suffix)
      throws IOException {
    if (name.equals("id")) {
      refuseSecond(reference.id != null, reference, place, suffix, ".id");
      reference.id = isText(json, reference, place, suffix, ".id") ? json.getText() : null;
      return true;
    }
    if (name.equals("type")) {
      refuseSecond(reference.typePresent, reference, place, suffix, ".type");
      readType(json, reference, place, suffix);
      return true;
    }
    return false;
  }

  private void readType(JsonParser json, ReferenceDraft reference, TuplePath place, String suffix)
      throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      reference.typePresent = true;
      if (isBounded(json, reference, place, suffix, ".type")) {
        readFlatType(vocabulary.name(json), reference);
      }
    } else if (token == JsonToken.START_OBJECT) {
      reference.typePresent = true;
      readTypeObject(json, reference, place, suffix);
    } else if (token != JsonToken.VALUE_NULL) {
      reference.broken = true;
      draft.faults.add(
          INVALID_TYPE,
          place.path(suffix + ".type"),
          "want an object or a text, got " + JsonFields.kind(token));
      json.skipChildren();
    }
  }

  private void readFlatType(String text, ReferenceDraft reference) {
    int slash = text.indexOf('/');
    reference.flat = true;
    reference.namespace = slash < 0 ? settings.defaultNamespace() : text.substring(0, slash);
    reference.name = text.substring(slash + 1);
  }

  private void readTypeObject(
      JsonParser json, ReferenceDraft reference, TuplePath place, String suffix)
      throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("namespace")) {
        refuseSecond(reference.namespace != null, reference, place, suffix, ".type.namespace");
        reference.namespace =
            isText(json, reference, place, suffix, ".type.namespace")
                ? vocabulary.name(json)
                : null;
      } else if (name.equals("name")) {
        refuseSecond(reference.name != null, reference, place, suffix, ".type.name");
        reference.name =
            isText(json, reference, place, suffix, ".type.name") ? vocabulary.name(json) : null;
      } else {
        draft.unknown.refuse(json, place, suffix + ".type", name);
      }
    }
  }

  /**
   * Returns whether a text is at the parser, and reports any other value. Null counts as a missing
   * field.
   */
  private boolean isText(
      JsonParser json, ReferenceDraft reference, TuplePath place, String suffix, String field)
      throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_STRING) {
      return isBounded(json, reference, place, suffix, field);
    }
    if (token != JsonToken.VALUE_NULL) {
      reference.broken = true;
      draft.faults.add(
          INVALID_TYPE, place.path(suffix + field), "want a text, got " + JsonFields.kind(token));
      json.skipChildren();
    }
    return false;
  }

  private boolean isBounded(
      JsonParser json, ReferenceDraft reference, TuplePath place, String suffix, String field)
      throws IOException {
    if (json.getTextLength() <= settings.maxStringLength()) {
      return true;
    }
    reference.broken = true;
    JsonFields.tooLong(json, settings.maxStringLength(), draft.faults, place.path(suffix + field));
    return false;
  }

  private void refuseSecond(
      boolean second, ReferenceDraft reference, TuplePath place, String suffix, String field) {
    if (second) {
      reference.broken = true;
      draft.faults.add(
          DUPLICATE_KEY, place.path(suffix + field), "want the field once, got it twice");
    }
  }
}
