package dev.rbacconsumer.core.message;

import static dev.rbacconsumer.core.message.Messages.TUPLE;
import static dev.rbacconsumer.core.message.Messages.adding;
import static dev.rbacconsumer.core.message.Messages.decode;
import static dev.rbacconsumer.core.message.Messages.wrapped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rbacconsumer.core.outcome.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of every result of decoding, whichever it is. */
class DecodingTest {
  private static final EventMetadata KNOWN =
      new EventMetadata("row", "write", "note", "key", "7", "", "", "", null);
  private static final Violation FAULT = new Violation(ViolationCode.MALFORMED_JSON, "$", "so");

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void whatRemovesTuplesOrCannotBeReadMayRemove(String what, Decoding result, boolean mayRemove) {
    assertThat(result.mayRemove()).isEqualTo(mayRemove);
  }

  @Test
  void everyResultIsInTheTable() {
    assertThat(results().<Class<?>>map(it -> it.get()[1].getClass()).distinct())
        .containsExactlyInAnyOrder(Decoding.class.getPermittedSubclasses());
  }

  @Test
  void anEventIsKnownByItsMetadataUnlessNothingWasRead() {
    assertThat(workspace().metadata()).isEqualTo(KNOWN);
    assertThat(custom().metadata()).isEqualTo(KNOWN);
    assertThat(new Decoding.Invalid(List.of(FAULT), KNOWN).metadata()).isEqualTo(KNOWN);
    assertThat(new Decoding.Malformed(FAULT).metadata()).isEqualTo(EventMetadata.UNKNOWN);
    assertThat(new Decoding.Tombstone().metadata()).isEqualTo(EventMetadata.UNKNOWN);
  }

  static Stream<Arguments> results() {
    String removing = adding(TUPLE).replace("_add", "_remove");
    String both = adding(TUPLE).replace("]}", "],") + removing.replace("g1", "g2").substring(1);
    return Stream.of(
        arguments("adds", decode(wrapped(adding(TUPLE))), false),
        arguments("removes", decode(wrapped(removing)), true),
        arguments("adds and removes", decode(wrapped(both)), true),
        arguments("a workspace", workspace(), false),
        arguments("a registered type", custom(), false),
        arguments("a tombstone", new Decoding.Tombstone(), false),
        arguments("no JSON", new Decoding.Malformed(FAULT), true),
        arguments("no valid message", new Decoding.Invalid(List.of(FAULT)), true));
  }

  private static Decoding workspace() {
    return new Decoding.Workspace(
        new WorkspaceEvent(KNOWN, WorkspaceEvent.Operation.DELETE, "7", "", "w", ""));
  }

  private static Decoding custom() {
    MessageType<String> note =
        MessageType.of(
            "note",
            OutboxPayload::json,
            EventValidator.none(),
            (event, metadata, timeout) -> new Outcome.Applied(Optional.empty()));
    return new Decoding.Custom(new CustomEvent<>(note, KNOWN, "hi"));
  }
}
