package dev.rbacconsumer.core.message;

import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Valid parts of messages, all that the store's rules allow. */
final class Generated {
  private Generated() {}

  static Arbitrary<RelationTuple> tuples() {
    Arbitrary<SubjectReference> one =
        Combinators.combine(objects(ids()), Arbitraries.oneOf(Arbitraries.just(""), names(64)))
            .as(SubjectReference::new);
    Arbitrary<SubjectReference> all =
        objects(Arbitraries.just(StoreRules.WILDCARD)).map(SubjectReference::of);
    return Combinators.combine(objects(ids()), names(62), Arbitraries.oneOf(one, one, one, all))
        .as(RelationTuple::new);
  }

  private static Arbitrary<ObjectReference> objects(Arbitrary<String> ids) {
    return Combinators.combine(names(63), names(64), ids).as(ObjectReference::of);
  }

  private static Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .withCharRange('0', '9')
        .withChars("/_|-=+")
        .ofMinLength(1)
        .ofMaxLength(StoreRules.MAX_ID_LENGTH);
  }

  private static Arbitrary<String> names(int longest) {
    Arbitrary<String> middle =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .numeric()
            .withChars('_')
            .ofMinLength(1)
            .ofMaxLength(longest - 2);
    Arbitrary<Character> first = Arbitraries.chars().range('a', 'z');
    Arbitrary<Character> last = Arbitraries.chars().range('a', 'z').range('0', '9');
    return Combinators.combine(first, middle, last).as((a, b, c) -> a + b + c);
  }

  /** Any text that UTF-8 can hold, control characters among them. */
  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withCharRange('\0', '\u007f')
        .withCharRange('\u0080', '\ud7ff')
        .withCharRange('\ue000', '\uffff')
        .ofMaxLength(40)
        .map(text -> text.replace("z", "\ud83d\ude00"));
  }

  static Arbitrary<EventMetadata> metadata() {
    Arbitrary<List<String>> texts = texts().list().ofSize(8);
    Arbitrary<Instant> times =
        Combinators.combine(
                Arbitraries.longs()
                    .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond() - 1),
                Arbitraries.integers().between(0, 999_999_999))
            .as(Instant::ofEpochSecond);
    return Combinators.combine(texts, times.injectNull(0.1))
        .as(
            (t, at) ->
                new EventMetadata(
                    t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6), t.get(7),
                    at));
  }

  static Arbitrary<WorkspaceEvent> workspaces() {
    Arbitrary<String> some = texts().filter(text -> !text.isEmpty());
    return Combinators.combine(
            metadata(),
            Arbitraries.of(WorkspaceEvent.Operation.class),
            some,
            texts(),
            some,
            texts())
        .as(
            (meta, operation, org, account, id, name) ->
                new WorkspaceEvent(
                    new EventMetadata(
                        meta.eventId(),
                        "",
                        meta.aggregateType(),
                        meta.aggregateId(),
                        org,
                        "",
                        "",
                        "",
                        null),
                    operation,
                    org,
                    account,
                    id,
                    name));
  }

  /** Values of valid messages, in every envelope. */
  static Arbitrary<String> values() {
    Arbitrary<String> relations =
        Combinators.combine(metadata(), tuples().list().ofMaxSize(3), tuples().list().ofSize(1))
            .as(EventEncoder::relations);
    Arbitrary<String> workspaces = workspaces().map(EventEncoder::workspace);
    return Arbitraries.oneOf(relations, workspaces)
        .flatMap(
            payload ->
                Arbitraries.of(
                    Messages.wrapped(payload),
                    Messages.expanded(payload),
                    Messages.expanded("{\"payload\":" + Messages.quoted(payload) + "}"),
                    payload));
  }
}
