package dev.rbacconsumer.core.message.outbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.rbacconsumer.core.message.ViolationCode;
import java.io.IOException;

/**
 * Parses the payload of an envelope: a relations change, a workspace event, or a nested payload.
 * The kind is decided after the whole payload is read, since fields come in any order.
 */
final class PayloadReader {
  private static final int REMOVE = 1;
  private static final int ADD = 2;
  private static final int WORKSPACE = 4;
  private static final int OPERATION = 8;
  private static final int INNER = 16;
  private static final int ORG = 32;
  private static final int ACCOUNT = 64;

  private static final int ID = 1;
  private static final int NAME = 2;

  private final JsonFactory factory;
  private final DecoderSettings settings;
  private final MessageDraft draft;
  private final TupleReader tuples;

  PayloadReader(
      JsonFactory factory, DecoderSettings settings, NameCache vocabulary, MessageDraft draft) {
    this.factory = factory;
    this.settings = settings;
    this.draft = draft;
    this.tuples = new TupleReader(settings, vocabulary, draft);
  }

  /** Reads the text at the parser as a document of its own, from the parser's own buffer. */
  void readText(JsonParser json, String path) throws IOException {
    char[] text = json.getTextCharacters();
    int offset = json.getTextOffset();
    int length = json.getTextLength();
    if (UnavailableValue.is(text, offset, length)) {
      throw new DamagedPayloadException(path, UnavailableValue.MESSAGE);
    }
    try (JsonParser inner = factory.createParser(text, offset, length)) {
      JsonToken token = inner.nextToken();
      if (token == null) {
        throw new DamagedPayloadException(path, "want JSON in the payload text, got an empty one");
      }
      if (token == JsonToken.START_OBJECT) {
        readObject(inner);
      } else {
        notAnObject(path, token);
        inner.skipChildren();
      }
      if (inner.nextToken() != null) {
        throw new DamagedPayloadException(
            path, "want JSON in the payload text, got more content behind its end");
      }
    } catch (StreamConstraintsException tooMuch) {
      throw tooMuch;
    } catch (JsonProcessingException broken) {
      throw new DamagedPayloadException(
          path, "want JSON in the payload text; it breaks: " + broken.getOriginalMessage());
    }
  }

  /** Reads the object that begins at the parser. */
  void readObject(JsonParser json) throws IOException {
    json.nextToken();
    readFields(json);
  }

  /** Reads the rest of an object, from the field name at the parser. */
  void readFields(JsonParser json) throws IOException {
    int seen = 0;
    for (; json.currentToken() != JsonToken.END_OBJECT; json.nextToken()) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "relations_to_remove" -> {
          draft.recognized = true;
          seen = once(seen, REMOVE, name);
          draft.hasRemovals |= tuples.read(json, name, draft.removals);
        }
        case "relations_to_add" -> {
          draft.recognized = true;
          seen = once(seen, ADD, name);
          draft.hasAdditions |= tuples.read(json, name, draft.additions);
        }
        case "resource_context" -> readContext(json);
        case "payload" -> {
          seen = once(seen, INNER, name);
          readInner(json, value);
        }
        case "workspace" -> {
          seen = once(seen, WORKSPACE, name);
          readWorkspace(json);
        }
        case "operation" -> {
          seen = once(seen, OPERATION, name);
          draft.operation = text(json, "$.operation");
        }
        case "org_id" -> {
          seen = once(seen, ORG, name);
          draft.workspaceOrg = text(json, "$.org_id");
        }
        case "account_number" -> {
          seen = once(seen, ACCOUNT, name);
          draft.accountNumber = text(json, "$.account_number");
        }
        default -> readMetadata(json, name);
      }
    }
  }

  /**
   * Reads a metadata field, under the name of the outbox row or a usual name in connector settings.
   */
  private void readMetadata(JsonParser json, String name) throws IOException {
    switch (name) {
      case "aggregatetype", "aggregateType", "aggregate_type" ->
          draft.aggregateType = textOrEmpty(json);
      case "aggregateid", "aggregateId", "aggregate_id" -> draft.aggregateId = textOrEmpty(json);
      case "type", "eventType", "event_type" -> draft.eventType = textOrEmpty(json);
      case "id", "eventId", "event_id" -> draft.eventId = textOrEmpty(json);
      default -> draft.unknown.passOver(json, "$", name);
    }
  }

  private void readInner(JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      draft.expanded = false;
      readText(json, "$.payload.payload");
    } else if (value == JsonToken.START_OBJECT) {
      readObject(json);
    } else {
      notAnObject("$.payload.payload", value);
      json.skipChildren();
    }
  }

  /** Reads the context. It does not decide whether an event is applied, so it is never a fault. */
  private void readContext(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "org_id" -> draft.orgId = textOrEmpty(json);
        case "event_type" -> draft.eventType = textOrEmpty(json);
        case "resource_type" -> draft.resourceType = textOrEmpty(json);
        case "resource_id" -> draft.resourceId = textOrEmpty(json);
        case "notify_token" -> draft.notifyToken = textOrEmpty(json);
        case "created_at" -> readCreatedAt(json);
        default -> draft.unknown.passOver(json, "$.resource_context", name);
      }
    }
  }

  private void readCreatedAt(JsonParser json) throws IOException {
    boolean given = json.currentToken() != JsonToken.VALUE_NULL;
    draft.createdAt = EpochSeconds.read(json);
    draft.createdAtUnusable = given && draft.createdAt == null;
  }

  private void readWorkspace(JsonParser json) throws IOException {
    draft.hasWorkspace = true;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      draft.faults.add(
          ViolationCode.INVALID_TYPE,
          "$.workspace",
          "want an object, got " + JsonFields.kind(json.currentToken()));
      json.skipChildren();
      return;
    }
    int seen = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "id" -> {
          seen = JsonFields.remember(seen, ID, draft.faults, "$.workspace", name);
          draft.workspaceId = text(json, "$.workspace.id");
        }
        case "name" -> {
          seen = JsonFields.remember(seen, NAME, draft.faults, "$.workspace", name);
          draft.workspaceName = text(json, "$.workspace.name");
        }
        case "type", "created", "modified" -> json.skipChildren();
        default -> draft.unknown.passOver(json, "$.workspace", name);
      }
    }
  }

  /** Returns a text that does not affect the change; empty if it is too long to be kept. */
  private String textOrEmpty(JsonParser json) throws IOException {
    return JsonFields.textOrEmpty(json, settings.maxStringLength());
  }

  /** Returns a text that affects the change, and reports it as a fault if it is too long. */
  private String text(JsonParser json, String path) throws IOException {
    int longest = settings.maxStringLength();
    if (json.currentToken() == JsonToken.VALUE_STRING && json.getTextLength() > longest) {
      JsonFields.tooLong(json, longest, draft.faults, path);
    }
    return textOrEmpty(json);
  }

  void notAnObject(String path, JsonToken token) {
    draft.faults.add(
        ViolationCode.INVALID_PAYLOAD,
        path,
        "want an object, or a text that holds one, got " + JsonFields.kind(token));
  }

  private int once(int seen, int bit, String field) {
    return JsonFields.remember(seen, bit, draft.faults, "$", field);
  }
}
