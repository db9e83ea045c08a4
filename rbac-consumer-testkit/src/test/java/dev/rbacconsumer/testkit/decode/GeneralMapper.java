package dev.rbacconsumer.testkit.decode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The way one would decode with what is at hand: a tree of the envelope, a tree of the payload, and
 * protobuf's own JSON parser for each tuple. The oracle of the differential test, and what the
 * decoder is measured against.
 */
public final class GeneralMapper {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFormat.Parser PROTOBUF = JsonFormat.parser();

  private GeneralMapper() {}

  /** The net change of a valid relations message, whatever its dress. */
  public static TupleChange change(byte[] value) throws IOException {
    return change(value, PROTOBUF.ignoringUnknownFields());
  }

  /**
   * The same, where protobuf knows every field of the relations.
   *
   * @throws InvalidProtocolBufferException where it does not
   */
  static TupleChange knownChange(byte[] value) throws IOException {
    return change(value, PROTOBUF);
  }

  private static TupleChange change(byte[] value, JsonFormat.Parser parser) throws IOException {
    JsonNode relations = undressed(MAPPER.readTree(value));
    return TupleChange.net(
        tuples(relations.get("relations_to_remove"), parser),
        tuples(relations.get("relations_to_add"), parser));
  }

  private static JsonNode undressed(JsonNode node) throws IOException {
    if (node.isTextual()) {
      return undressed(MAPPER.readTree(node.textValue()));
    }
    return node.has("payload") ? undressed(node.get("payload")) : node;
  }

  private static List<RelationTuple> tuples(JsonNode list, JsonFormat.Parser parser)
      throws InvalidProtocolBufferException {
    List<RelationTuple> tuples = new ArrayList<>();
    if (list != null) {
      for (JsonNode item : list) {
        Relationship.Builder message = Relationship.newBuilder();
        parser.merge(item.toString(), message);
        tuples.add(tuple(message.build()));
      }
    }
    return tuples;
  }

  /** The tuple that a message stands for. */
  static RelationTuple tuple(Relationship message) {
    return new RelationTuple(
        reference(message.getResource()),
        message.getRelation(),
        new SubjectReference(
            reference(message.getSubject().getSubject()), message.getSubject().getRelation()));
  }

  private static ObjectReference reference(
      dev.rbacconsumer.relations.wire.v1beta1.ObjectReference message) {
    return ObjectReference.of(
        message.getType().getNamespace(), message.getType().getName(), message.getId());
  }
}
