package dev.rbacconsumer.testkit.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.message.outbox.OutboxDecoder;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectReference;
import dev.rbacconsumer.relations.wire.v1beta1.ObjectType;
import dev.rbacconsumer.relations.wire.v1beta1.Relationship;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectReference;
import dev.rbacconsumer.testkit.messages.MessageShape;
import dev.rbacconsumer.testkit.messages.OutboxMessage;
import dev.rbacconsumer.testkit.messages.OutboxMessages;
import dev.rbacconsumer.testkit.messages.RelationsMessageBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The decoder reads a valid tuple as protobuf's own JSON parser does, however it is spelt. */
class GeneratedMessagesDecodingTest {
  private static final OutboxDecoder DECODER =
      new OutboxDecoder(DecoderSettings.DEFAULT.withBarePayloads(true));

  /** How protobuf itself can spell one. */
  enum Spelling {
    INDENTED,
    COMPACT,
    PROTO_NAMES;

    private JsonFormat.Printer printer() {
      JsonFormat.Printer usual = JsonFormat.printer();
      return switch (this) {
        case INDENTED -> usual;
        case COMPACT -> usual.omittingInsignificantWhitespace();
        case PROTO_NAMES -> usual.preservingProtoFieldNames();
      };
    }

    String list(List<Relationship> messages) {
      return messages.stream().map(this::one).collect(Collectors.joining(",", "[", "]"));
    }

    private String one(Relationship message) {
      try {
        return printer().print(message);
      } catch (InvalidProtocolBufferException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  @Property
  void agreesInEveryDress(
      @ForAll("lists") List<Relationship> removals,
      @ForAll("lists") List<Relationship> additions,
      @ForAll MessageShape shape,
      @ForAll boolean bareRelations)
      throws IOException {
    Assume.that(!removals.isEmpty() || !additions.isEmpty());
    RelationsMessageBuilder builder =
        OutboxMessages.relations().remove(tuples(removals)).add(tuples(additions)).shape(shape);
    OutboxMessage message = bareRelations ? builder.bareRelations().build() : builder.build();

    agree(message);
  }

  @Property
  void agreesInEverySpelling(
      @ForAll("lists") List<Relationship> removals,
      @ForAll("lists") List<Relationship> additions,
      @ForAll Spelling spelling)
      throws IOException {
    Assume.that(!removals.isEmpty() || !additions.isEmpty());
    OutboxMessage message = message(removals, additions, spelling);

    TupleChange decoded = agree(message);

    assertThat(decoded).isEqualTo(TupleChange.net(tuples(removals), tuples(additions)));
  }

  @Property
  void agreesThatFieldsWithoutAValueMeanNothing(
      @ForAll("lists") List<Relationship> additions,
      @ForAll Spelling spelling,
      @ForAll Random random)
      throws IOException {
    Assume.that(!additions.isEmpty());
    String payload = payload(List.of(), additions, spelling);
    for (int object : objects(payload)) {
      if (random.nextBoolean()) {
        agree(OutboxMessages.withPayloadText(inserted(payload, object, "\"caveat\":null")));
      }
    }
  }

  @Property
  void agreesThatUnknownFieldsOutsideRelationsMeanNothing(
      @ForAll("lists") List<Relationship> additions,
      @ForAll Spelling spelling,
      @ForAll("unknown") String unknown)
      throws IOException {
    Assume.that(!additions.isEmpty());
    String payload = payload(List.of(), additions, spelling);

    agree(OutboxMessages.withPayloadText(inserted(payload, 0, unknown)));
  }

  @Property
  void refusesAnUnknownFieldInsideARelationAsProtobufDoes(
      @ForAll("lists") List<Relationship> additions,
      @ForAll Spelling spelling,
      @ForAll("unknown") String unknown,
      @ForAll Random random) {
    Assume.that(!additions.isEmpty());
    String payload = payload(List.of(), additions, spelling);
    List<Integer> inRelations = objects(payload).subList(1, objects(payload).size());
    int object = inRelations.get(random.nextInt(inRelations.size()));
    OutboxMessage message = OutboxMessages.withPayloadText(inserted(payload, object, unknown));

    Decoding decoding = DECODER.decode(message.at(0, 0));

    assertThat(decoding).isInstanceOf(Decoding.Invalid.class);
    assertThat(((Decoding.Invalid) decoding).violations())
        .extracting(Violation::code)
        .containsExactly(ViolationCode.UNKNOWN_FIELD);
    assertThatThrownBy(() -> GeneralMapper.knownChange(Objects.requireNonNull(message.value())))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  /** Where objects begin; the payload itself is the first. */
  private static List<Integer> objects(String payload) {
    return IntStream.range(0, payload.length())
        .filter(i -> payload.charAt(i) == '{')
        .boxed()
        .toList();
  }

  /** The field at the beginning of an object; none is empty, so a comma follows. */
  private static String inserted(String payload, int object, String field) {
    return payload.substring(0, object + 1) + field + "," + payload.substring(object + 1);
  }

  @Provide
  Arbitrary<String> unknown() {
    return Arbitraries.of(
        "\"caveat\":{}",
        "\"caveat\":{\"id\":\"x\",\"type\":{\"name\":\"y\"}}",
        "\"resource_\":[[],{\"relation\":1}]",
        "\"\":\"\"",
        "\"Relation\":\"\\\\u0000\"",
        "\"expires\":-1.5e3",
        "\"expires\":false");
  }

  @Provide
  Arbitrary<List<Relationship>> lists() {
    return relationships().list().ofMaxSize(3);
  }

  private static Arbitrary<Relationship> relationships() {
    Arbitrary<String> relations = Arbitraries.of("member", "t_member", "a", "t_9", "view_all");
    Arbitrary<String> ofSubjects = Arbitraries.of("", "", "member", "t_member");
    return Combinators.combine(objects(ids()), relations, subjects(ofSubjects))
        .as(
            (resource, relation, subject) ->
                Relationship.newBuilder()
                    .setResource(resource)
                    .setRelation(relation)
                    .setSubject(subject)
                    .build());
  }

  private static Arbitrary<SubjectReference> subjects(Arbitrary<String> relations) {
    Arbitrary<SubjectReference> some =
        Combinators.combine(objects(ids()), relations)
            .as(
                (object, relation) -> {
                  SubjectReference.Builder subject =
                      SubjectReference.newBuilder().setSubject(object);
                  return relation.isEmpty()
                      ? subject.build()
                      : subject.setRelation(relation).build();
                });
    Arbitrary<SubjectReference> all =
        objects(Arbitraries.just("*"))
            .map(object -> SubjectReference.newBuilder().setSubject(object).build());
    return Arbitraries.oneOf(some, some, some, all);
  }

  private static Arbitrary<ObjectReference> objects(Arbitrary<String> ids) {
    return Combinators.combine(
            Arbitraries.of("rbac", "hbi", "x_1"), Arbitraries.of("group", "role_binding"), ids)
        .as(
            (namespace, name, id) ->
                ObjectReference.newBuilder()
                    .setType(ObjectType.newBuilder().setNamespace(namespace).setName(name))
                    .setId(id)
                    .build());
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.strings()
        .alpha()
        .numeric()
        .withChars("/_|-=+")
        .ofMinLength(1)
        .ofMaxLength(50);
  }

  private static TupleChange agree(OutboxMessage message) throws IOException {
    Decoding decoding = DECODER.decode(message.at(0, 0));

    assertThat(decoding).isInstanceOf(Decoding.Relations.class);
    TupleChange change = ((Decoding.Relations) decoding).event().change();
    assertThat(change).isEqualTo(GeneralMapper.change(Objects.requireNonNull(message.value())));
    return change;
  }

  private static OutboxMessage message(
      List<Relationship> removals, List<Relationship> additions, Spelling spelling) {
    return OutboxMessages.withPayloadText(payload(removals, additions, spelling));
  }

  private static String payload(
      List<Relationship> removals, List<Relationship> additions, Spelling spelling) {
    return "{\"relations_to_remove\":%s,\"relations_to_add\":%s}"
        .formatted(spelling.list(removals), spelling.list(additions));
  }

  private static List<RelationTuple> tuples(List<Relationship> messages) {
    return messages.stream().map(GeneralMapper::tuple).toList();
  }
}
