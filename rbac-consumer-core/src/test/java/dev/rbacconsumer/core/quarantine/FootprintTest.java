package dev.rbacconsumer.core.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.config.QuarantineSettings;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record touches, also where its message is not valid. */
class FootprintTest {
  private static final Decoding INVALID =
      new Decoding.Invalid(List.of(new Violation(ViolationCode.MISSING_FIELD, "$.id", "missing")));

  private static final QuarantineSettings SERIAL =
      new QuarantineSettings(true, Set.of("t_denied"), false, 10, 1_000);

  private static final String GROUP = object("group", "\"id\":\"g1\"");

  /** A relation between the group g1 and Ann, in the words of a message. */
  private static final String GOOD = tuple(GROUP, "\"relation\":\"member\",", "");

  @Test
  void aRecordIsSerialIfAnyOfItsRemovalsOrAdditionsIs() {
    RelationTuple denied = RelationTuple.parse("rbac/group:g7#denied@rbac/principal:zoe");
    RelationTuple other = Parked.tuple("g1", "ann");

    assertThat(serial(List.of(denied), List.of())).as("a removal").isTrue();
    assertThat(serial(List.of(denied, other), List.of())).as("the first removal").isTrue();
    assertThat(serial(List.of(other, denied), List.of())).as("the last removal").isTrue();
    assertThat(serial(List.of(denied), List.of(other))).as("a removal before").isTrue();
    assertThat(serial(List.of(), List.of(denied, other))).as("the first addition").isTrue();
    assertThat(serial(List.of(other), List.of(other))).isFalse();
  }

  @Test
  void theListsOfAnInvalidMessageAreFoundWhereverTheyAre() {
    String list = "{\"relations_to_add\":[" + GOOD + "]}";

    List.of(
            list,
            "{\"payload\":" + list + "}",
            "{\"a\":{\"payload\":" + list + "}}",
            "[" + list + "]",
            "{\"payload\":\"" + list.replace("\"", "\\\"") + "\"}",
            "{\"relations_to_add\":[" + GOOD + "],\"relations_to_remove\":null}")
        .forEach(
            message -> {
              Footprint footprint = footprint(message);
              assertThat(footprint.isReadable()).as(message).isTrue();
              assertThat(footprint.objects())
                  .as(message)
                  .containsExactlyInAnyOrder("rbac/group:g1", "rbac/principal:ann");
            });
  }

  /** Each time there is a list that can be read beside what cannot. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"relations_to_remove\":[GOOD],\"relations_to_add\":\"x\"}",
        "{\"relations_to_remove\":[GOOD],\"relations_to_add\":[\"x\"]}",
        "{\"relations_to_remove\":[GOOD],\"relations_to_add\":[GOOD,\"x\"]}",
        "{\"payload\":{\"relations_to_remove\":[GOOD],\"relations_to_add\":[\"x\"]}}",
        "[{\"relations_to_remove\":[GOOD]},{\"relations_to_add\":[\"x\"]}]",
        "{\"relations_to_remove\":[GOOD],\"payload\":\"{\\\"relations_to_add\\\":[1]}\"}",
        "{\"relations_to_remove\":[GOOD],\"payload\":\"relations_to_add\"}",
      })
  void aMessageIsNotReadableIfAnyOfItsListsIsNot(String message) {
    assertThat(footprint(message.replace("GOOD", GOOD)).isReadable()).isFalse();
  }

  @Test
  void aRelationThatMayHideAnObjectIsNotReadable() {
    String member = "\"relation\":\"member\",";

    assertUnreadable("no relation", tuple(GROUP, "", ""));
    assertUnreadable("an empty relation", tuple(GROUP, "\"relation\":\"\",", ""));
    assertUnreadable("an object as an id", tuple(object("group", "\"id\":{}"), member, ""));
    assertUnreadable("an unknown member", tuple(GROUP, member + "\"caveat\":\"x\",", ""));
    assertUnreadable("an unknown member of the subject", tuple(GROUP, member, ",\"also\":\"x\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'rbac/group:g1'",
        "['g1']",
        "7",
        "{'type':'rbac/group','id':'g1'}",
        "{'type':'rbac/group:g1'}",
        "{'id':'g1'}",
        "{'type':{'namespace':'rbac'},'id':'g1'}",
        "{'type':{'name':'group'},'id':'g1'}",
        "{'type':{'namespace':'','name':'group'},'id':'g1'}",
        "{'type':{'namespace':'rbac','name':['group']}}",
        "{'type':{'namespace':'rbac','name':'group'},'object_id':'g1'}",
        "{'type':{'namespace':'rbac','name':'group'},'id':'x','also':'g1'}",
        "{'type':{'namespace':'rbac','name':'group','of':'g1'},'id':'x'}",
      })
  void aReferenceOfAnotherShapeMayHideAnObject(String reference) {
    String json = reference.replace('\'', '"');

    assertUnreadable("the resource", tuple(json, "\"relation\":\"member\",", ""));
    assertUnreadable("the subject", tuple(GROUP, "\"relation\":\"member\",", "", json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{'type':null,'id':null}",
        "{'type':{'namespace':'rbac','name':'group'}}",
        "{'type':{'namespace':'rbac','name':'group'},'id':''}",
        "{'type':{'name':null},'id':''}",
      })
  void aReferenceWithoutAnIdNamesNoObject(String reference) {
    String tuple = tuple(reference.replace('\'', '"'), "\"relation\":\"member\",", "");

    Footprint footprint = footprint("{\"relations_to_add\":[" + tuple + "]}");

    assertThat(footprint.isReadable()).isTrue();
    assertThat(footprint.objects()).containsExactly("rbac/principal:ann");
  }

  @Test
  void aSecondSubjectMayHideAnObject() {
    assertUnreadable(
        "an id beside the subject", tuple(GROUP, "\"relation\":\"member\",", ",\"id\":\"bob\""));
  }

  private static void assertUnreadable(String why, String tuple) {
    String message = "{\"relations_to_add\":[" + GOOD + "," + tuple + "]}";

    assertThat(footprint(message).isReadable()).as(why).isFalse();
  }

  private static Footprint footprint(String message) {
    return Footprint.of(Parked.record(3, message), INVALID, QuarantineSettings.ON);
  }

  private static boolean serial(List<RelationTuple> removed, List<RelationTuple> added) {
    Decoding decoding = Parked.relations(TupleChange.net(removed, added));
    return Footprint.of(Parked.record(3, "x"), decoding, SERIAL).isSerial();
  }

  private static String tuple(String resource, String relation, String ofSubject) {
    return tuple(resource, relation, ofSubject, object("principal", "\"id\":\"ann\""));
  }

  private static String tuple(String resource, String relation, String ofSubject, String subject) {
    return "{\"resource\":%s,%s\"subject\":{\"subject\":%s%s}}"
        .formatted(resource, relation, subject, ofSubject);
  }

  private static String object(String type, String id) {
    return "{\"type\":{\"namespace\":\"rbac\",\"name\":\"%s\"},%s}".formatted(type, id);
  }
}
