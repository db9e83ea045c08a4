package dev.rbacconsumer.launcher.decode;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.relations.PlannedCall;
import java.util.List;
import java.util.Optional;

/**
 * Decoded message.
 *
 * @param place its place, such as {@code line 3}
 * @param verdict classification of the message
 * @param metadata metadata of the event; empty if there is none
 * @param violations violations in the message
 * @param unknown paths of its unknown fields
 * @param calls calls that would be made for it, in this order
 */
record DecodedLine(
    String place,
    Verdict verdict,
    Optional<EventMetadata> metadata,
    List<Violation> violations,
    UnknownFieldPaths unknown,
    List<PlannedCall> calls) {

  static DecodedLine of(
      String place, Decoding decoding, UnknownFieldPaths unknown, Planner planner) {
    return decoding.match(
        relations ->
            new DecodedLine(
                place,
                Verdict.RELATIONS,
                Optional.of(relations.event().metadata()),
                List.of(),
                unknown,
                planner.plan(relations.event().change())),
        workspace ->
            new DecodedLine(
                place,
                Verdict.WORKSPACE,
                Optional.of(workspace.event().metadata()),
                List.of(),
                unknown,
                List.of()),
        custom -> {
          throw new IllegalStateException("no type is registered here, got " + custom);
        },
        tombstone -> refusal(place, Verdict.TOMBSTONE, List.of(), unknown),
        malformed -> refusal(place, Verdict.MALFORMED, List.of(malformed.violation()), unknown),
        invalid -> refusal(place, Verdict.INVALID, invalid.violations(), unknown));
  }

  private static DecodedLine refusal(
      String place, Verdict verdict, List<Violation> violations, UnknownFieldPaths unknown) {
    return new DecodedLine(place, verdict, Optional.empty(), violations, unknown, List.of());
  }
}
