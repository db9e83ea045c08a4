package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.expanded;
import static dev.rbacconsumer.core.message.Messages.tuple;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.message.outbox.DecoderSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a field that stands twice nobody can say which is meant, so nothing is applied. */
class DuplicateKeysTest {
  private static final String WORKSPACE =
      """
      {"org_id":"1","account_number":"2","workspace":{"id":"w","name":"n"},"operation":"create"}""";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "resource":   | "resource":{},"resource":                     | .resource
          "relation":   | "relation":"member","relation":               | .relation
          "relation":   | "subject":{},"relation":                      | .subject
          "id":"g1"     | "id":"g1","id":"g1"                           | .resource.id
          "type":{"namespace":"rbac","name":"group"} | "type":"group","type":"group" | .resource.type
          "name":"group" | "name":"group","name":"group"                | .resource.type.name
          "name":"group" | "namespace":"rbac","name":"group"            | .resource.type.namespace
          "subject":{"subject" | "subject":{"subject":{},"subject"      | .subject.subject
          "id":"p1"}    | "id":"p1"},"relation":"abc","relation":"abc"  | .subject.relation
          "id":"p1"}    | "id":"p1"},"id":"p2"                          | .subject.id
          """)
  void areRefusedInATuple(String once, String twice, String path) {
    assertThat(verdict(decode(wrapped(adding(TUPLE, tuple(once, twice))))))
        .isEqualTo("invalid: duplicate_key at $.relations_to_add[1]" + path);
  }

  @Test
  void areEachReportedWhereSeveralFieldsOfATupleStandTwice() {
    String around =
        tuple("{\"resource\":", "{\"relation\":\"x\",\"resource\":{},\"resource\":")
            .replaceFirst("}}}$", "}},\"relation\":\"member\"}");

    assertThat(verdict(decode(wrapped(adding(around)))))
        .startsWith(
            "invalid: duplicate_key at $.relations_to_add[0].resource,"
                + " duplicate_key at $.relations_to_add[0].relation,"
                + " duplicate_key at $.relations_to_add[0].relation");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"id\":\"g1\"",
        "\"namespace\":\"rbac\"",
        "\"name\":\"group\"",
      })
  void areNotReportedBesideATextThatIsTooLong(String field) {
    DecoderSettings settings = DecoderSettings.DEFAULT.withMaxStringLength(40);
    String name = field.substring(0, field.indexOf(':'));
    String twice = tuple(field, name + ":\"" + "a".repeat(41) + "\"," + field);

    assertThat(verdict(decode(settings, wrapped(adding(twice)))))
        .startsWith("invalid: string_too_long at $.relations_to_add[0].resource")
        .doesNotContain("duplicate_key");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "org_id":"1"         | $.org_id
          "account_number":"2" | $.account_number
          "operation":"create" | $.operation
          "id":"w"             | $.workspace.id
          "name":"n"           | $.workspace.name
          "workspace":{"id":"w","name":"n"} | $.workspace
          """)
  void areRefusedInAWorkspace(String field, String path) {
    assertThat(verdict(decode(wrapped(WORKSPACE.replace(field, field + "," + field)))))
        .startsWith("invalid: duplicate_key at " + path);
  }

  @Test
  void areRefusedAmongTheListsAndInTheEnvelope() {
    String lists = "{\"relations_to_add\":[],\"relations_to_add\":[" + TUPLE + "]}";
    String payloads = "{\"schema\":{},\"payload\":\"{}\",\"payload\":" + adding(TUPLE) + "}";
    String schemas = "{\"schema\":{},\"schema\":{},\"payload\":" + adding(TUPLE) + "}";
    String inner = expanded("{\"payload\":{},\"payload\":" + adding(TUPLE) + "}");

    assertThat(verdict(decode(wrapped(lists))))
        .isEqualTo("invalid: duplicate_key at $.relations_to_add");
    assertThat(verdict(decode(wrapped(lists.replace("_add", "_remove")))))
        .isEqualTo("invalid: duplicate_key at $.relations_to_remove");
    assertThat(verdict(decode(payloads))).isEqualTo("invalid: duplicate_key at $.payload");
    assertThat(verdict(decode(schemas))).isEqualTo("invalid: duplicate_key at $.schema");
    assertThat(verdict(decode(inner))).isEqualTo("invalid: duplicate_key at $.payload");
  }

  @Test
  void areHarmlessWhereNothingDependsOnThem() {
    String payload =
        "{\"relations_to_add\":[%s],\"x\":1,\"x\":2,"
            + "\"resource_context\":{},\"resource_context\":1}";

    assertThat(verdict(decode(wrapped(payload.formatted(TUPLE))))).startsWith("relations ");
  }
}
