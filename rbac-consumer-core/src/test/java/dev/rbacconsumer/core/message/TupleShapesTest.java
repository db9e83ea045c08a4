package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.DECODED;
import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.relations;
import static dev.rbacconsumer.core.message.Messages.tuple;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.LaneSettings;
import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TupleShapesTest {
  private static final String RESOURCE =
      "\"resource\":{\"type\":{\"namespace\":\"rbac\",\"name\":\"group\"},\"id\":\"g1\"}";
  private static final String SUBJECT =
      "\"subject\":{\"type\":{\"namespace\":\"rbac\",\"name\":\"principal\"},\"id\":\"p1\"}";

  @Test
  void protobufJsonIsUnderstood() {
    assertThat(added(TUPLE)).isEqualTo(DECODED);
  }

  /** The bound of tuples in the window counts on that. */
  @Test
  void noRelationIsShorterThanTheSettingsSay() {
    String shortest =
        "{\"resource\":{\"type\":\"abc\",\"id\":\"g\"},\"relation\":\"a\","
            + "\"subject\":{\"type\":\"abc\",\"id\":\"p\"}}";

    assertThat(added(shortest)).isEqualTo("rbac/abc:g#t_a@rbac/abc:p");
    assertThat((shortest + ",").length()).isEqualTo(LaneSettings.MIN_TUPLE_BYTES);
    for (String type : List.of("abc\",\"id\":\"g", "abc\",\"id\":\"p")) {
      String shorter = shortest.replace(type, type.replace("abc", "ab"));
      assertThat(verdict(decode(wrapped(adding(shorter))))).startsWith("invalid: ");
    }
    for (String name : List.of("\"g\"", "\"a\"", "\"p\"")) {
      String shorter = shortest.replace(name, "\"\"");
      assertThat(verdict(decode(wrapped(adding(shorter))))).startsWith("invalid: ");
    }
  }

  @Test
  void fieldsMayComeInAnyOrder() {
    String type = "\"type\":{\"name\":\"group\",\"namespace\":\"rbac\"}";
    String turned =
        "{\"subject\":{\"relation\":\"member\",%s},\"relation\":\"member\",%s}"
            .formatted(
                "\"subject\":{\"id\":\"g2\"," + type + "}",
                "\"resource\":{\"id\":\"g1\"," + type + "}");

    assertThat(added(turned)).isEqualTo("rbac/group:g1#t_member@rbac/group:g2#member");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "type":"group","id":"g1"             | rbac/group:g1
          "id":"g1","type":"group"             | rbac/group:g1
          "type":"rbac/group","id":"g1"        | rbac/group:g1
          "type":"hbi/host","id":"g1"          | hbi/host:g1
          "type":"group","id":"g1","other":null | rbac/group:g1
          """)
  void flatReferencesAreUnderstoodOnBothSides(String fields, String reference) {
    String onResource =
        "{\"resource\":{%s},\"relation\":\"member\",%s}".formatted(fields, nested());
    String onSubject = "{%s,\"relation\":\"member\",\"subject\":{%s}}".formatted(RESOURCE, fields);
    String inSubject =
        "{%s,\"relation\":\"member\",\"subject\":{\"subject\":{%s}}}".formatted(RESOURCE, fields);

    assertThat(added(onResource)).isEqualTo(reference + "#t_member@rbac/principal:p1");
    assertThat(added(onSubject)).isEqualTo("rbac/group:g1#t_member@" + reference);
    assertThat(added(inSubject)).isEqualTo("rbac/group:g1#t_member@" + reference);
  }

  @Test
  void flatReferencesWithoutANamespaceHaveTheOneOfTheSetting() {
    DecoderSettings settings = DecoderSettings.DEFAULT.withDefaultNamespace("inventory");
    String flat =
        "{\"resource\":{\"type\":\"group\",\"id\":\"g\"},\"relation\":\"r\",%s}".formatted(SUBJECT);

    TupleChange change = relations(decode(settings, wrapped(adding(flat)))).change();

    assertThat(change.additions().get(0)).hasToString("inventory/group:g#t_r@rbac/principal:p1");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ""         | invalid_name at $.relations_to_add[0].resource.type
          "/group"   | invalid_name at $.relations_to_add[0].resource.type
          "rbac/"    | invalid_name at $.relations_to_add[0].resource.type
          "rb/group" | invalid_name at $.relations_to_add[0].resource.type
          "rbac/a/b" | invalid_name at $.relations_to_add[0].resource.type
          "Group"    | invalid_name at $.relations_to_add[0].resource.type
          5          | invalid_type at $.relations_to_add[0].resource.type
          []         | invalid_type at $.relations_to_add[0].resource.type
          null       | missing_field at $.relations_to_add[0].resource.type
          """)
  void aFlatTypeThatIsNoneIsRefusedAtItsPlace(String type, String fault) {
    String flat = "{\"resource\":{\"type\":%s,\"id\":\"g\"},\"relation\":\"r\",%s}";

    assertThat(verdict(decode(wrapped(adding(flat.formatted(type, SUBJECT))))))
        .isEqualTo("invalid: " + fault);
  }

  @Test
  void aReferenceThatIsNoObjectIsRefusedAndWhatFollowsItIsRead() {
    String list = "[{\"id\":[\"g1\"]}]";
    String broken = "{\"resource\":%s,\"relation\":\"\",%s}".formatted(list, SUBJECT);
    String turned = "{%s,\"subject\":%s,\"relation\":\"\"}".formatted(RESOURCE, list);

    assertThat(verdict(decode(wrapped(adding(broken, turned)))))
        .isEqualTo(
            "invalid: invalid_type at $.relations_to_add[0].resource,"
                + " invalid_relation at $.relations_to_add[0].relation,"
                + " invalid_type at $.relations_to_add[1].subject,"
                + " invalid_relation at $.relations_to_add[1].relation");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "member, t_member",
    "t_member, t_member",
    "t_t_member, t_t_member",
    "a, t_a",
    "t, t_t",
    "t_9, t_9"
  })
  void aRelationIsTheSameWithAndWithoutItsPrefix(String written, String stored) {
    assertThat(added(tuple("member", written)))
        .isEqualTo("rbac/group:g1#" + stored + "@rbac/principal:p1");
  }

  @Test
  void theSameTupleInTwoSpellingsIsOne() {
    String prefixed = tuple("member", "t_member");
    String both =
        "{\"relations_to_add\":[%s,%s],\"relations_to_remove\":[%s]}"
            .formatted(TUPLE, prefixed, prefixed);

    TupleChange change = relations(decode(wrapped(both))).change();

    assertThat(change.additions()).hasSize(1);
    assertThat(change.removals()).isEmpty();
    assertThat(change.duplicatesDropped()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "relation":"member"   | #member
          "relation":"t_member" | #t_member
          "relation":""         | ``
          "relation":null       | ``
          """)
  void theRelationOfASubjectIsOptionalAndNeverPrefixed(String field, String suffix) {
    String written = tuple("\"subject\":{\"subject\"", "\"subject\":{" + field + ",\"subject\"");

    assertThat(added(written)).isEqualTo(DECODED + suffix);
  }

  @Test
  void theWildcardMatchesEverySubjectOfAType() {
    assertThat(added(tuple("\"p1\"", "\"*\""))).endsWith("@rbac/principal:*");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "g1"                   | "*"              | wildcard_not_allowed | .resource.id
          "id":"p1"}             | "id":"*"},"relation":"member" | wildcard_not_allowed | .subject.relation
          "p1"                   | "**"             | invalid_id           | .subject.subject.id
          "p1"                   | "a*"             | invalid_id           | .subject.subject.id
          "p1"                   | ""               | invalid_id           | .subject.subject.id
          "p1"                   | "redhat:1"       | invalid_id           | .subject.subject.id
          "g1"                   | "é"              | invalid_id           | .resource.id
          "g1"                   | null             | missing_field        | .resource.id
          "g1"                   | {}               | invalid_type         | .resource.id
          "member"               | ""               | invalid_relation     | .relation
          "member"               | "t_"             | invalid_relation     | .relation
          "member"               | "a_"             | invalid_relation     | .relation
          "member"               | "*"              | invalid_relation     | .relation
          "member"               | 5                | invalid_type         | .relation
          "member"               | null             | missing_field        | .relation
          "id":"p1"}             | "id":"p1"},"relation":"me" | invalid_relation | .subject.relation
          "id":"p1"}             | "id":"p1"},"relation":"*"  | invalid_relation | .subject.relation
          "id":"p1"}             | "id":"p1"},"relation":[]   | invalid_type     | .subject.relation
          "name":"group"         | "name":"gr"      | invalid_name         | .resource.type.name
          "name":"group"         | "name":""        | invalid_name         | .resource.type.name
          "name":"group"         | "name":false     | invalid_type         | .resource.type.name
          "name":"group"         | "other":null     | missing_field        | .resource.type.name
          "name":"principal"     | "name":"a/b"     | invalid_name         | .subject.subject.type.name
          "namespace":"rbac","name":"group" | "name":"group" | missing_field | .resource.type.namespace
          "resource":            | "resource":null,"other":      | unknown_field | .other, missing_field at $.relations_to_add[1].resource
          "subject":{"subject":  | "other":{"subject":           | unknown_field | .other, missing_field at $.relations_to_add[1].subject
          "subject":{"subject":  | "subject":{"other":           | unknown_field | .subject.other, missing_field at $.relations_to_add[1].subject.subject
          """)
  void oneWrongPartIsNamed(String part, String wrong, String code, String path) {
    String broken = tuple(part, wrong);

    assertThat(verdict(decode(wrapped(adding(TUPLE, broken)))))
        .isEqualTo("invalid: " + code + " at $.relations_to_add[1]" + path);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"relations_to_add":{}} | invalid_type at $.relations_to_add
          {"relations_to_remove":"x"} | invalid_type at $.relations_to_remove
          {"relations_to_add":[null]} | invalid_type at $.relations_to_add[0]
          {"relations_to_add":[[{}]]} | invalid_type at $.relations_to_add[0]
          {"relations_to_add":null} | missing_relations_fields at $
          {"relations_to_add":null,"relations_to_remove":[]} | empty_relations at $
          {"relations_to_add":[]} | empty_relations at $
          """)
  void aListThatIsNoneIsRefused(String payload, String fault) {
    assertThat(verdict(decode(wrapped(payload)))).isEqualTo("invalid: " + fault);
  }

  @Test
  void oneListAloneIsEnough() {
    String removing = adding(TUPLE).replace("_add", "_remove");

    assertThat(verdict(decode(wrapped(removing)))).isEqualTo("relations -[" + DECODED + "] +[]");
    assertThat(verdict(decode(wrapped(removing.replace("]}", "],\"relations_to_add\":null}")))))
        .isEqualTo("relations -[" + DECODED + "] +[]");
  }

  @Test
  void faultsOfAMessageAreReportedTogetherButNotWithoutEnd() {
    String broken = tuple("\"g1\"", "\"\"").replace("member", "Member");

    assertThat(verdict(decode(wrapped(adding(broken)))))
        .isEqualTo(
            "invalid: invalid_id at $.relations_to_add[0].resource.id,"
                + " invalid_relation at $.relations_to_add[0].relation");
    assertThat(Messages.faults(decode(wrapped(adding(broken, broken, broken, broken)))))
        .hasSize(ViolationCollector.MOST_KEPT);
  }

  private static String nested() {
    return "\"subject\":{" + SUBJECT + "}";
  }

  private static String added(String tuple) {
    TupleChange change = relations(decode(wrapped(adding(tuple)))).change();
    assertThat(change.size()).isOne();
    return change.additions().get(0).toString();
  }
}
