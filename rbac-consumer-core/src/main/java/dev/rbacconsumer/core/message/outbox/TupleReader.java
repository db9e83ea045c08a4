package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.ViolationCode.INVALID_TYPE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rbacconsumer.core.tuple.RelationTuple;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses a list of tuples, each in protobuf JSON or in the flat form. In protobuf JSON, a type is
 * an object, and a subject has its object in a field of its own; in the flat form, a type is text.
 */
final class TupleReader {
  private static final int RESOURCE = 1;
  private static final int RELATION = 2;
  private static final int SUBJECT = 4;

  private final DecoderSettings settings;
  private final NameCache vocabulary;
  private final MessageDraft draft;
  private final ReferenceReader references;
  private final TupleAssembler assembler;

  TupleReader(DecoderSettings settings, NameCache vocabulary, MessageDraft draft) {
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.draft = draft;
    this.references = new ReferenceReader(settings, vocabulary, draft);
    this.assembler = new TupleAssembler(vocabulary, draft.faults);
  }

  /**
   * Reads the list at the parser, with null as an empty list, and returns whether it was a list.
   */
  boolean read(JsonParser json, String field, List<RelationTuple> into) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return false;
    }
    if (token != JsonToken.START_ARRAY) {
      draft.faults.add(
          INVALID_TYPE, "$." + field, "want a list of relations, got " + JsonFields.kind(token));
      json.skipChildren();
      return true;
    }
    int index = 0;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      draft.tuplesRead++;
      if (draft.tuplesRead > settings.maxTuples()
          || (draft.faults.isFull() && !draft.unknown.hasListener())) {
        json.skipChildren();
      } else {
        RelationTuple tuple = readTuple(json, new TuplePath(field, index));
        if (tuple != null) {
          into.add(tuple);
        }
      }
      index++;
    }
    return true;
  }

  private @Nullable RelationTuple readTuple(JsonParser json, TuplePath place) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      draft.faults.add(
          INVALID_TYPE,
          place.path(""),
          "want a relation, got " + JsonFields.kind(json.currentToken()));
      json.skipChildren();
      return null;
    }
    assembler.clear();
    int seen = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      switch (name) {
        case "resource" -> {
          seen = once(seen, RESOURCE, place, name);
          references.read(json, assembler.resource, place, ".resource");
        }
        case "relation" -> {
          seen = once(seen, RELATION, place, name);
          assembler.relation = relation(json, value, place, ".relation");
        }
        case "subject" -> {
          seen = once(seen, SUBJECT, place, name);
          readSubject(json, place);
        }
        default -> draft.unknown.refuse(json, place, "", name);
      }
    }
    return assembler.assemble(place);
  }

  private void readSubject(JsonParser json, TuplePath place) throws IOException {
    if (!references.expectObject(json, assembler.subject, place, ".subject")) {
      return;
    }
    int seen = 0;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("subject")) {
        seen = once(seen, SUBJECT, place, "subject.subject");
        assembler.nested = value != JsonToken.VALUE_NULL;
        references.read(json, assembler.subject, place, ".subject.subject");
      } else if (name.equals("relation")) {
        seen = once(seen, RELATION, place, "subject.relation");
        assembler.subjectRelation = relation(json, value, place, ".subject.relation");
      } else if (!references.readField(name, json, assembler.subject, place, ".subject")) {
        draft.unknown.refuse(json, place, ".subject", name);
      }
    }
  }

  /** Reads a relation; null counts as a missing field. */
  private @Nullable String relation(
      JsonParser json, JsonToken value, TuplePath place, String suffix) throws IOException {
    if (value == JsonToken.VALUE_STRING) {
      if (json.getTextLength() <= settings.maxStringLength()) {
        return vocabulary.name(json);
      }
      assembler.broken = true;
      JsonFields.tooLong(json, settings.maxStringLength(), draft.faults, place.path(suffix));
      return null;
    }
    if (value != JsonToken.VALUE_NULL) {
      assembler.broken = true;
      draft.faults.add(
          INVALID_TYPE, place.path(suffix), "want a text, got " + JsonFields.kind(value));
      json.skipChildren();
    }
    return null;
  }

  private int once(int seen, int bit, TuplePath place, String field) {
    if ((seen & bit) != 0) {
      assembler.broken = true;
      return JsonFields.remember(seen, bit, draft.faults, place.path(""), field);
    }
    return seen | bit;
  }
}
