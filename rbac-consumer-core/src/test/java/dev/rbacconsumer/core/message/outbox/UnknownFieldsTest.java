package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.DECODED;
import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.expanded;
import static dev.rbacconsumer.core.message.Messages.faults;
import static dev.rbacconsumer.core.message.Messages.record;
import static dev.rbacconsumer.core.message.Messages.relations;
import static dev.rbacconsumer.core.message.Messages.tuple;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A field that is not understood never makes a change larger than it was meant. */
class UnknownFieldsTest {
  private static final String FLAT =
      """
      {"resource":{"type":"rbac/group","id":"g1"},"relation":"member",\
      "subject":{"type":"rbac/principal","id":"p1"}}""";

  /** Every object of a relation, as the text it begins with and its path. */
  private static final Map<String, String> PLACES =
      new TreeMap<>(
          Map.of(
              "{\"resource\":", "",
              "{\"type\":{\"namespace\":\"rbac\",\"name\":\"group\"}", ".resource",
              "{\"namespace\":\"rbac\",\"name\":\"group\"}", ".resource.type",
              "{\"subject\":{\"type\"", ".subject",
              "{\"type\":{\"namespace\":\"rbac\",\"name\":\"principal\"}", ".subject.subject",
              "{\"namespace\":\"rbac\",\"name\":\"principal\"}", ".subject.subject.type"));

  @ParameterizedTest
  @ValueSource(strings = {"{\"caveat_name\":\"x\"}", "{}", "[]", "\"\"", "0", "false", "true"})
  void withAnyValueAreRefusedInEveryObjectOfARelation(String value) {
    PLACES.forEach(
        (object, path) -> {
          String unknown =
              tuple(object, "{\"optional_caveat\":" + value + "," + object.substring(1));
          String wanted =
              "invalid: unknown_field at $.relations_to_add[1]" + path + ".optional_caveat";

          assertThat(verdict(decode(wrapped(adding(TUPLE, unknown))))).isEqualTo(wanted);
          assertThat(verdict(decode(expanded(adding(TUPLE, unknown))))).isEqualTo(wanted);
          assertThat(verdict(decode(wrapped(adding(TUPLE, unknown).replace("_add", "_remove")))))
              .isEqualTo(wanted.replace("_add", "_remove"));
        });
  }

  @Test
  void thatAreNullAreCountedAndPassedOver() {
    PLACES.forEach(
        (object, path) -> {
          String unknown = tuple(object, "{\"caveat\":null," + object.substring(1));

          RelationsEvent event = relations(decode(expanded(adding(unknown))));

          assertThat(event.change().additions()).hasToString("[" + DECODED + "]");
          assertThat(event.unknownFields()).as(path).isOne();
        });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"resource"              | .expires_at
          {"type":"rbac/group"     | .resource.expires_at
          {"type":"rbac/principal" | .subject.expires_at
          """)
  void areRefusedInTheFlatShape(String object, String path) {
    String unknown = FLAT.replace(object, "{\"expires_at\":1," + object.substring(1));

    assertThat(verdict(decode(wrapped(adding(FLAT)))))
        .isEqualTo("relations -[] +[" + DECODED + "]");
    assertThat(verdict(decode(wrapped(adding(unknown)))))
        .isEqualTo("invalid: unknown_field at $.relations_to_add[0]" + path);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "id":"p1"}    | "id":"p1","relation":"member"}   | .subject.subject.relation
          "id":"p1"}    | "id":"p1"},"Relation":"member"   | .subject.Relation
          "id":"p1"}    | "id":"p1"},"relation ":"member"  | .subject["relation "]
          "id":"g1"}    | "id":"g1","relation":"member"}   | .resource.relation
          "id":"g1"}    | "id":"g1","namespace":"hbi"}     | .resource.namespace
          "id":"g1"}    | "id":"g1"},"subject_relation":"member" | .subject_relation
          "id":"g1"}    | "id":"g1"},"optionalCaveat":{}   | .optionalCaveat
          "id":"g1"}    | "id":"g1"},"":1                  | [""]
          "id":"g1"}    | "id":"g1"},"a\\u0000\\n":1       | ["a\\u0000\\n"]
          """)
  void areNamedHoweverTheyAreSpelt(String part, String replacement, String path) {
    assertThat(verdict(decode(wrapped(adding(tuple(part, replacement))))))
        .isEqualTo("invalid: unknown_field at $.relations_to_add[0]" + path);
  }

  @Test
  void withALongNameHaveAShortPath() {
    String unknown = tuple("{\"resource\":", "{\"" + "x".repeat(5_000) + "\":1,\"resource\":");

    assertThat(faults(decode(wrapped(adding(unknown)))))
        .singleElement()
        .satisfies(fault -> assertThat(fault.path()).hasSizeLessThan(120));
  }

  @Test
  void inPlaceOfKnownOnesAreReportedBesideWhatIsMissing() {
    assertThat(verdict(decode(wrapped(adding(tuple("\"resource\":", "\"Resource\":"))))))
        .isEqualTo(
            "invalid: unknown_field at $.relations_to_add[0].Resource,"
                + " missing_field at $.relations_to_add[0].resource");
    assertThat(verdict(decode(wrapped(adding(tuple("\"name\":\"group\"", "\"Name\":\"group\""))))))
        .isEqualTo(
            "invalid: unknown_field at $.relations_to_add[0].resource.type.Name,"
                + " missing_field at $.relations_to_add[0].resource.type.name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "relationsToRemove",
        "Relations_To_Remove",
        "relations-to-remove",
        "RELATIONS_TO_ADD",
        "relationsToAdd",
        "relations_to_remove_"
      })
  void areRefusedWhereTheyAreListsOfRelationsInAnotherSpelling(String name) {
    String list = "\"" + name + "\":[" + TUPLE + "]";
    String path = name.contains("-") ? "$[\"" + name + "\"]" : "$." + name;

    assertThat(verdict(decode(wrapped("{" + list + "," + adding(TUPLE).substring(1)))))
        .isEqualTo("invalid: unknown_field at " + path);
    assertThat(verdict(decode(wrapped("{\"" + name + "\":null," + adding(TUPLE).substring(1)))))
        .isEqualTo("relations -[] +[" + DECODED + "]");
  }

  @Test
  void areListsOfRelationsInAnySpellingOfUpTo32Characters() {
    String longest = "relations_to_add" + "_".repeat(16);

    assertThat(verdict(decode(wrapped(withField(longest)))))
        .isEqualTo("invalid: unknown_field at $." + longest);
    assertThat(relations(decode(wrapped(withField(longest + "_")))).unknownFields()).isOne();
  }

  @Test
  void areNamedInTheirPathWithoutQuotesUpTo64Characters() {
    String longest = "x".repeat(64);
    List<String> paths = new ArrayList<>();

    new OutboxDecoder(DecoderSettings.DEFAULT)
        .decode(record(wrapped(withField(longest))), paths::add);
    new OutboxDecoder(DecoderSettings.DEFAULT)
        .decode(record(wrapped(withField(longest + "x"))), paths::add);

    assertThat(paths.get(0)).isEqualTo("$." + longest);
    assertThat(paths.get(1)).startsWith("$[\"xxx");
  }

  @Test
  void areRefusedWhereTheyAreListsBesideThePayload() {
    String list = "\"relations_to_remove\":[" + TUPLE + "]";
    String inContext = "{\"resource_context\":{" + list + "}," + adding(TUPLE).substring(1);
    String beside = "{\"schema\":{}," + list + ",\"payload\":" + adding(TUPLE) + "}";

    assertThat(verdict(decode(beside)))
        .isEqualTo("invalid: unknown_field at $.relations_to_remove");
    assertThat(verdict(decode(wrapped(inContext))))
        .isEqualTo("invalid: unknown_field at $.resource_context.relations_to_remove");
  }

  @Test
  void outsideRelationsAreCounted() {
    String payload =
        """
        {"relations":[{"a":1}],"relations_to_add_later":1,"resource_context":{"shard":7,"b":{}},\
        "relations_to_add":[%s]}"""
            .formatted(TUPLE);
    String value = "{\"schema\":{},\"extra\":[],\"payload\":" + payload + "}";

    assertThat(relations(decode(value)).unknownFields()).isEqualTo(5);
    assertThat(relations(decode(wrapped(adding(TUPLE)))).unknownFields()).isZero();
  }

  @Test
  void areReportedWithTheirPathsInTheOrderOfTheMessage() {
    String unknown =
        """
        {"schema":{},"extra":1,"payload":{"trace_hint":"x","resource_context":{"shard":7},\
        "workspace":{"id":"w","type":"t","colour":1},"relations_to_add":[%s,%s]}}"""
            .formatted(
                tuple("{\"resource\"", "{\"caveat\":{},\"resource\""),
                tuple("{\"namespace\":\"rbac\",\"name\":\"group\"", "{\"a\":null,\"name\":\"x\""));
    List<String> paths = new ArrayList<>();

    new OutboxDecoder(DecoderSettings.DEFAULT).decode(record(unknown), paths::add);

    assertThat(paths)
        .containsExactly(
            "$.extra",
            "$.trace_hint",
            "$.resource_context.shard",
            "$.workspace.colour",
            "$.relations_to_add[0].caveat",
            "$.relations_to_add[1].resource.type.a");
  }

  @Test
  void areAllReportedHoweverManyFaultsThereAre() {
    String unknown = tuple("{\"resource\"", "{\"caveat\":{},\"resource\"");
    List<String> paths = new ArrayList<>();

    new OutboxDecoder(DecoderSettings.DEFAULT)
        .decode(
            record(
                wrapped(
                    adding(
                        unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown))),
            paths::add);

    assertThat(paths).hasSize(8);
  }

  @Test
  void thatAreRefusedSayWhy() {
    assertThat(
            faults(decode(wrapped(adding(tuple("{\"resource\"", "{\"caveat\":{},\"resource\""))))))
        .extracting(Violation::message)
        .containsExactly(
            "want no unknown field inside a relation, as it may limit the grant, got one with an"
                + " object");
  }

  private static String withField(String name) {
    return "{\"" + name + "\":[]," + adding(TUPLE).substring(1);
  }
}
