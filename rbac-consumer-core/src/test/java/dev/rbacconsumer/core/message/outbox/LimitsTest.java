package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.Messages.DECODED;
import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.expanded;
import static dev.rbacconsumer.core.message.Messages.faults;
import static dev.rbacconsumer.core.message.Messages.relations;
import static dev.rbacconsumer.core.message.Messages.tuple;
import static dev.rbacconsumer.core.message.Messages.verdict;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is just within a limit is taken, what is just beyond it is refused. */
class LimitsTest {
  private static final DecoderSettings SETTINGS =
      DecoderSettings.DEFAULT
          .withMaxMessageBytes(2_000)
          .withMaxDepth(10)
          .withMaxNumberLength(20)
          .withMaxStringLength(40)
          .withMaxTuples(3);

  @Test
  void bytesOfAValue() {
    String value = wrapped(adding(TUPLE));
    String longest = value + " ".repeat(2_000 - value.length());

    assertThat(verdict(decode(SETTINGS, longest))).startsWith("relations ");
    assertThat(verdict(decode(SETTINGS, longest + " ")))
        .isEqualTo("invalid: message_too_large at $");
  }

  @Test
  void tuplesOfBothListsTogether() {
    String payload = "{\"relations_to_add\":[%s],\"relations_to_remove\":[%s]}";
    String two = TUPLE + "," + TUPLE;

    assertThat(verdict(decode(SETTINGS, wrapped(payload.formatted(two, TUPLE)))))
        .startsWith("relations ");
    assertThat(verdict(decode(SETTINGS, wrapped(payload.formatted(two, two)))))
        .isEqualTo("invalid: too_many_tuples at $");
    assertThat(verdict(decode(SETTINGS, wrapped(payload.formatted(two, "1,2,3")))))
        .isEqualTo("invalid: too_many_tuples at $");
  }

  @Test
  void asManyTuplesAsTheLimitAreAllRead() {
    String payload = "{\"relations_to_add\":[%s,%s],\"relations_to_remove\":[%s]}";

    assertThat(
            verdict(
                decode(
                    SETTINGS,
                    wrapped(payload.formatted(TUPLE, tuple("g1", "g2"), tuple("g1", "g3"))))))
        .isEqualTo(
            "relations -[%s] +[%s, %s]"
                .formatted(DECODED.replace("g1", "g3"), DECODED, DECODED.replace("g1", "g2")));
  }

  @Test
  void charactersOfATypesNameAndOneLessOfItsNamespace() {
    String type = "\"type\":{\"namespace\":\"rbac\",\"name\":\"group\"}";
    String named = tuple(type, type.replace("group", "n".repeat(64)));
    String named65 = tuple(type, type.replace("group", "n".repeat(65)));
    String spaced = tuple(type, type.replace("rbac", "n".repeat(63)));
    String spaced64 = tuple(type, type.replace("rbac", "n".repeat(64)));

    assertThat(verdict(decode(wrapped(adding(named))))).startsWith("relations ");
    assertThat(faults(decode(wrapped(adding(named65)))))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).startsWith("want 3 to 64 of"));
    assertThat(verdict(decode(wrapped(adding(spaced))))).startsWith("relations ");
    assertThat(faults(decode(wrapped(adding(spaced64)))))
        .singleElement()
        .satisfies(it -> assertThat(it.message()).startsWith("want 3 to 63 of"));
  }

  @Test
  void levelsOfEnvelopeAndPayloadEachByThemselves() {
    assertThat(verdict(decode(SETTINGS, wrapped(beside(lists(9)))))).startsWith("relations ");
    assertThat(verdict(decode(SETTINGS, wrapped(beside(lists(10))))))
        .isEqualTo("invalid: nesting_too_deep at $");
    assertThat(verdict(decode(SETTINGS, expanded(beside(lists(8)))))).startsWith("relations ");
    assertThat(verdict(decode(SETTINGS, expanded(beside(lists(9))))))
        .isEqualTo("invalid: nesting_too_deep at $");
  }

  @Test
  void levelsWithoutAnEnd() {
    assertThat(verdict(decode("[".repeat(1_000_000)))).isEqualTo("invalid: nesting_too_deep at $");
    assertThat(verdict(decode("{\"a\":".repeat(100_000))))
        .isEqualTo("invalid: nesting_too_deep at $");
    assertThat(verdict(decode(wrapped("{\"payload\":".repeat(100_000)))))
        .isEqualTo("invalid: nesting_too_deep at $");
  }

  @ParameterizedTest
  @CsvSource({"1, 20", "-1, 21", "1.5, 21", "1e, 20"})
  void charactersOfANumber(String start, int length) {
    String longest = start + "1".repeat(length - start.length());

    assertThat(verdict(decode(SETTINGS, wrapped(beside(longest))))).startsWith("relations ");
    assertThat(verdict(decode(SETTINGS, wrapped(beside(longest + "11")))))
        .isEqualTo("invalid: number_too_long at $");
  }

  @Test
  void aLongNumberIsRefusedWhereverItStands() {
    String number = "1".repeat(101);

    assertThat(verdict(decode(wrapped("{\"resource_context\":{\"created_at\":" + number + "}}"))))
        .isEqualTo("invalid: number_too_long at $");
    assertThat(verdict(decode("{\"schema\":" + number + ",\"payload\":{}}")))
        .isEqualTo("invalid: number_too_long at $");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "g1"          | .resource.id
          "p1"          | .subject.subject.id
          "group"       | .resource.type.name
          "principal"   | .subject.subject.type.name
          "member"      | .relation
          """)
  void charactersOfATextInATuple(String part, String path) {
    String longest = tuple(part, '"' + "a".repeat(40) + '"');
    String longer = tuple(part, '"' + "a".repeat(41) + '"');

    assertThat(verdict(decode(SETTINGS, wrapped(adding(longest))))).startsWith("relations ");
    assertThat(verdict(decode(SETTINGS, wrapped(adding(longer)))))
        .isEqualTo("invalid: string_too_long at $.relations_to_add[0]" + path);
  }

  @Test
  void charactersOfTextsThatAreNotInEveryTuple() {
    String longer = '"' + "a".repeat(41) + '"';
    String flat = tuple("{\"namespace\":\"rbac\",\"name\":\"group\"}", longer);
    String ofSubject = tuple("\"p1\"}", "\"p1\"},\"relation\":" + longer);

    assertThat(verdict(decode(SETTINGS, wrapped(adding(flat)))))
        .isEqualTo("invalid: string_too_long at $.relations_to_add[0].resource.type");
    assertThat(verdict(decode(SETTINGS, wrapped(adding(ofSubject)))))
        .isEqualTo("invalid: string_too_long at $.relations_to_add[0].subject.relation");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "o"      | $.org_id
          "a"      | $.account_number
          "w"      | $.workspace.id
          "n"      | $.workspace.name
          "create" | $.operation
          """)
  void charactersOfATextInAWorkspace(String part, String path) {
    String payload =
        """
        {"org_id":"o","account_number":"a","workspace":{"id":"w","name":"n"},"operation":"create"}
        """;

    assertThat(
            verdict(decode(SETTINGS, wrapped(payload.replace(part, '"' + "a".repeat(41) + '"')))))
        .isEqualTo("invalid: string_too_long at " + path);
  }

  @Test
  void textsOfAWorkspaceMayBeAsLongAsTheLimit() {
    String longest = "a".repeat(40);
    String payload =
        """
        {"org_id":"%1$s","account_number":"%1$s","workspace":{"id":"%1$s","name":"%1$s"},\
        "operation":"create"}"""
            .formatted(longest);

    assertThat(verdict(decode(SETTINGS, wrapped(payload)))).isEqualTo("workspace " + longest);
  }

  @ParameterizedTest
  @CsvSource({"40, 40", "41, 0"})
  void aTextOfTheContextIsKeptUpToTheLimitAndLeftOutBeyondIt(int length, int kept) {
    String payload =
        "{\"resource_context\":{\"org_id\":\"%s\"},\"relations_to_add\":[%s]}"
            .formatted("a".repeat(length), TUPLE);

    assertThat(relations(decode(SETTINGS, wrapped(payload))).metadata().orgId()).hasSize(kept);
  }

  @Test
  void theTextOfAPayloadAndTextsNoOneReadsAreBoundedByTheValueAlone() {
    String text = '"' + "a".repeat(500) + '"';

    assertThat(verdict(decode(SETTINGS, wrapped(beside(text))))).startsWith("relations ");
    assertThat(verdict(decode(SETTINGS, expanded(beside(text))))).startsWith("relations ");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 20, 40, 3, maxMessageBytes",
    "9, 7, 20, 40, 3, maxDepth",
    "9, 10, 0, 40, 3, maxNumberLength",
    "9, 10, 20, 0, 3, maxStringLength",
    "9, 10, 20, 40, 0, maxTuples"
  })
  void aLimitThatNoMessageCouldKeepIsNoSetting(
      int bytes, int depth, int number, int string, int tuples, String name) {
    assertThatThrownBy(
            () ->
                DecoderSettings.DEFAULT
                    .withMaxMessageBytes(bytes)
                    .withMaxDepth(depth)
                    .withMaxNumberLength(number)
                    .withMaxStringLength(string)
                    .withMaxTuples(tuples))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + ": want >= ");
  }

  private static String lists(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static String beside(String unknown) {
    return "{\"unknown\":%s,\"relations_to_add\":[%s]}".formatted(unknown, TUPLE);
  }
}
