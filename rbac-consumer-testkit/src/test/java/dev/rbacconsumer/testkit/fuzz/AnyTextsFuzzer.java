package dev.rbacconsumer.testkit.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A message of the right shape with any texts in it is applied exactly as it stands, or refused:
 * the first when every tuple of it can be made, which asks the values and not the decoder. An
 * unknown field with a value inside a relation refuses it, and so does a cut anywhere.
 */
public final class AnyTextsFuzzer {
  private static final int MOST_TUPLES = 4;
  private static final JsonFactory JSON = new JsonFactory();
  private static final OutboxDecoder DECODER = new OutboxDecoder(DecoderSettings.DEFAULT);

  private AnyTextsFuzzer() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    Draws choices = new Draws(input);
    List<Texts> removals = some(choices);
    List<Texts> additions = some(choices);
    boolean flat = choices.yes();
    boolean removalsFirst = choices.yes();
    ExtraField extra = ExtraField.choose(choices);
    String payload = payload(removals, additions, new Form(flat, removalsFirst, extra));
    OutboxMessage message = OutboxMessages.withPayloadText(payload);

    Decoding decoding = DECODER.decode(message.at(0, 0));

    checkCut(message, choices);
    boolean wanted = canBeApplied(removals, additions) && !extra.isRefused(flat);
    if (wanted != decoding instanceof Decoding.Relations) {
      throw new AssertionError("want %s applied: %s, got %s".formatted(payload, wanted, decoding));
    }
    if (decoding instanceof Decoding.Relations relations) {
      TupleChange change =
          TupleChange.net(
              removals.stream().map(Texts::tuple).toList(),
              additions.stream().map(Texts::tuple).toList());
      if (!relations.event().change().equals(change)) {
        throw new AssertionError("want %s, got %s".formatted(change, relations.event().change()));
      }
    }
  }

  private static boolean canBeApplied(List<Texts> removals, List<Texts> additions) {
    try {
      removals.forEach(Texts::tuple);
      additions.forEach(Texts::tuple);
      return !removals.isEmpty() || !additions.isEmpty();
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private static List<Texts> some(Draws choices) {
    List<Texts> some = new ArrayList<>();
    int count = choices.oneOf(MOST_TUPLES);
    for (int i = 0; i < count; i++) {
      some.add(Texts.choose(choices));
    }
    return some;
  }

  /** The value begins with its first field, so whatever is left of it was once a message. */
  private static void checkCut(OutboxMessage message, Draws choices) {
    byte[] value = Objects.requireNonNull(message.value());
    int known = "{\"schema\"".length();
    int length = known + choices.oneOfMany(value.length - known);
    SourceRecord whole = message.at(0, 0);
    Decoding decoding =
        DECODER.decode(
            new SourceRecord(
                whole.partition(),
                whole.offset(),
                whole.timestampMillis(),
                whole.key(),
                Arrays.copyOf(value, length),
                whole.headers()));
    if (!(decoding instanceof Decoding.Invalid)) {
      throw new AssertionError("want %d bytes refused, got %s".formatted(length, decoding));
    }
  }

  private static String payload(List<Texts> removals, List<Texts> additions, Form form) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      if (form.removalsFirst) {
        write(json, "relations_to_remove", removals, form);
      }
      write(json, "relations_to_add", additions, form);
      if (!form.removalsFirst) {
        write(json, "relations_to_remove", removals, form);
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String list, List<Texts> tuples, Form form)
      throws IOException {
    boolean flat = form.flat;
    ExtraField extra = form.extra;
    json.writeArrayFieldStart(list);
    for (Texts tuple : tuples) {
      json.writeStartObject();
      extra.write(json, ExtraField.Place.RELATION);
      json.writeObjectFieldStart("resource");
      extra.write(json, ExtraField.Place.RESOURCE);
      write(json, tuple.resource, form);
      json.writeEndObject();
      json.writeStringField("relation", tuple.relation);
      json.writeObjectFieldStart("subject");
      extra.write(json, ExtraField.Place.SUBJECT);
      if (flat) {
        write(json, tuple.subject, form);
      } else {
        json.writeObjectFieldStart("subject");
        extra.write(json, ExtraField.Place.SUBJECT_OBJECT);
        write(json, tuple.subject, form);
        json.writeEndObject();
      }
      json.writeStringField("relation", tuple.subjectRelation);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Reference reference, Form form) throws IOException {
    json.writeStringField("id", reference.id);
    if (form.flat) {
      json.writeStringField("type", reference.namespace + "/" + reference.name);
    } else {
      json.writeObjectFieldStart("type");
      form.extra.write(json, ExtraField.Place.TYPE);
      json.writeStringField("namespace", reference.namespace);
      json.writeStringField("name", reference.name);
      json.writeEndObject();
    }
  }

  /** How the same texts can be written. */
  private record Form(boolean flat, boolean removalsFirst, ExtraField extra) {}

  /** The texts of one tuple, which need not be ones that a tuple can have. */
  private record Texts(
      Reference resource, String relation, Reference subject, String subjectRelation) {
    static Texts choose(Draws choices) {
      return new Texts(
          Reference.choose(choices),
          choices.text("t_member", "member", "t_binding"),
          Reference.choose(choices),
          choices.text("", "member"));
    }

    RelationTuple tuple() {
      return new RelationTuple(
          resource.object(), relation, new SubjectReference(subject.object(), subjectRelation));
    }
  }

  private record Reference(String namespace, String name, String id) {
    static Reference choose(Draws choices) {
      return new Reference(
          choices.text("rbac", "hbi"),
          choices.text("group", "principal", "role"),
          choices.text("g-1", "localhost/ann", "*"));
    }

    ObjectReference object() {
      return ObjectReference.of(namespace, name, id);
    }
  }
}
