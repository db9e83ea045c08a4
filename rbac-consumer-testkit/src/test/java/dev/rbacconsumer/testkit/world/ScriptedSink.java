package dev.rbacconsumer.testkit.world;

import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.message.EventMetadata;
import dev.rbacconsumer.core.message.MessageDecoder;
import dev.rbacconsumer.core.message.RelationsEvent;
import dev.rbacconsumer.core.message.Violation;
import dev.rbacconsumer.core.message.ViolationCode;
import dev.rbacconsumer.core.outcome.FenceOutcome;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.port.FenceAuthority;
import dev.rbacconsumer.core.port.RelationSink;
import dev.rbacconsumer.core.record.SourceRecord;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.SubjectReference;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Answers as scripted, for each subject of its own, and otherwise applies. A record's value is the
 * id of the subject that it adds; a lone brace is not JSON, a question mark is invalid.
 */
final class ScriptedSink implements RelationSink, FenceAuthority, MessageDecoder {
  static final Outcome APPLIED = new Outcome.Applied(Optional.empty());
  static final Outcome UNAVAILABLE = new Outcome.RetryLater("unavailable", "no connection", false);
  static final Outcome FENCE_LOST = new Outcome.FenceLost("a newer owner");

  final List<String> applied = new ArrayList<>();
  private final Map<String, Queue<Outcome>> answers = new TreeMap<>();
  private final Queue<FenceOutcome> fences = new ArrayDeque<>();
  private int tokens;

  void answer(String subject, Outcome... outcomes) {
    answers.computeIfAbsent(subject, key -> new ArrayDeque<>()).addAll(List.of(outcomes));
  }

  void refuseFence() {
    fences.add(new FenceOutcome.NotAcquired("unavailable", "no connection"));
  }

  static byte[] value(String subject) {
    return subject.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Outcome apply(TupleChange change, FenceToken fence, Duration timeout) {
    String subject = change.additions().get(0).subject().object().id();
    Outcome outcome = answers.getOrDefault(subject, new ArrayDeque<>()).poll();
    Outcome given = outcome == null ? APPLIED : outcome;
    if (given instanceof Outcome.Applied) {
      applied.add(subject + " under " + fence.lockId() + " " + fence.token());
    }
    return given;
  }

  @Override
  public FenceOutcome acquire(String lockId, Duration timeout) {
    FenceOutcome scripted = fences.poll();
    if (scripted != null) {
      return scripted;
    }
    tokens++;
    return new FenceOutcome.Acquired(new FenceToken(lockId, "token" + tokens));
  }

  @Override
  public Decoding decode(SourceRecord record) {
    byte[] value = record.value();
    if (value == null) {
      return new Decoding.Tombstone();
    }
    String subject = new String(value, StandardCharsets.UTF_8);
    return switch (subject) {
      case "{" -> new Decoding.Malformed(fault(ViolationCode.MALFORMED_JSON));
      case "?" -> new Decoding.Invalid(List.of(fault(ViolationCode.NOT_DEBEZIUM_FORMAT)));
      default -> new Decoding.Relations(event(subject));
    };
  }

  private static Violation fault(ViolationCode code) {
    return new Violation(code, "$", "as scripted");
  }

  private static RelationsEvent event(String subject) {
    RelationTuple tuple =
        new RelationTuple(
            ObjectReference.of("rbac", "group", "g"),
            "member",
            SubjectReference.of(ObjectReference.of("rbac", "principal", subject)));
    return new RelationsEvent(
        new EventMetadata("", "", "", "", "", "", "", "", null),
        TupleChange.net(List.of(), List.of(tuple)),
        0,
        false);
  }
}
