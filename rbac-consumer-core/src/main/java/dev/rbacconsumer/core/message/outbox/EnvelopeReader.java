package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.ViolationCode.NOT_DEBEZIUM_FORMAT;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Parses a record's value: the envelope of Kafka Connect's JSON converter, and the payload in it.
 */
final class EnvelopeReader {
  private static final int SCHEMA = 1;
  private static final int PAYLOAD = 2;

  private final DecoderSettings settings;
  private final MessageDraft draft;
  private final PayloadReader payloads;

  EnvelopeReader(
      JsonFactory factory, DecoderSettings settings, NameCache vocabulary, MessageDraft draft) {
    this.settings = settings;
    this.draft = draft;
    this.payloads = new PayloadReader(factory, settings, vocabulary, draft);
  }

  void read(JsonParser json) throws IOException {
    JsonToken token = json.nextToken();
    if (token == null) {
      throw new BrokenJsonException("want JSON, got nothing");
    }
    if (settings.acceptBarePayloads() && token == JsonToken.VALUE_STRING) {
      readBareText(json);
    } else if (token == JsonToken.START_OBJECT) {
      readEnvelope(json);
    } else {
      notAnEnvelope("got " + JsonFields.kind(token));
      json.skipChildren();
    }
    expectEnd(json);
  }

  /**
   * Reads a value that is only a text. A text that is no payload counts as a damaged message only
   * if it is the whole value.
   */
  private void readBareText(JsonParser json) throws IOException {
    try {
      payloads.readText(json, "$");
    } catch (DamagedPayloadException damaged) {
      expectEnd(json);
      throw damaged;
    }
  }

  private static void expectEnd(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      throw new BrokenJsonException("more content follows the end of the value");
    }
  }

  private void readEnvelope(JsonParser json) throws IOException {
    int seen = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      if (settings.acceptBarePayloads() && seen == 0 && isOfPayload(name)) {
        payloads.readFields(json);
        return;
      }
      JsonToken value = json.nextToken();
      if (name.equals("schema")) {
        draft.recognized = true;
        seen = JsonFields.remember(seen, SCHEMA, draft.faults, "$", name);
        json.skipChildren();
      } else if (name.equals("payload")) {
        draft.recognized = true;
        seen = JsonFields.remember(seen, PAYLOAD, draft.faults, "$", name);
        readPayload(json, value);
      } else {
        draft.unknown.passOver(json, "$", name);
      }
    }
    if (seen != (SCHEMA | PAYLOAD)) {
      notAnEnvelope("got an object without " + missing(seen));
    }
  }

  private static boolean isOfPayload(String field) {
    return !field.equals("schema") && !field.equals("payload");
  }

  private void readPayload(JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      payloads.readText(json, "$.payload");
    } else if (value == JsonToken.START_OBJECT) {
      draft.expanded = true;
      payloads.readObject(json);
    } else {
      payloads.notAnObject("$.payload", value);
      json.skipChildren();
    }
  }

  private void notAnEnvelope(String found) {
    draft.notAnEnvelope = true;
    draft.faults.add(
        NOT_DEBEZIUM_FORMAT, "$", "want an object with \"schema\" and \"payload\", " + found);
  }

  private static String missing(int seen) {
    return switch (seen) {
      case SCHEMA -> "\"payload\"";
      case PAYLOAD -> "\"schema\"";
      default -> "either";
    };
  }
}
