package dev.rbacconsumer.core.message.outbox;

import static dev.rbacconsumer.core.message.ViolationCode.INVALID_ID;
import static dev.rbacconsumer.core.message.ViolationCode.INVALID_NAME;
import static dev.rbacconsumer.core.message.ViolationCode.INVALID_RELATION;
import static dev.rbacconsumer.core.message.ViolationCode.MISSING_FIELD;
import static dev.rbacconsumer.core.message.ViolationCode.WILDCARD_NOT_ALLOWED;

import dev.rbacconsumer.core.internal.text.SafeText;
import dev.rbacconsumer.core.message.ViolationCollector;
import dev.rbacconsumer.core.tuple.ObjectReference;
import dev.rbacconsumer.core.tuple.ObjectType;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import dev.rbacconsumer.core.tuple.SubjectReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a tuple from the parts that were read, or reports every fault in them. */
final class TupleAssembler {
  private static final String NAME_RULE =
      "want %d to %d of a-z 0-9 _, from a letter, not ending in _, got %s";

  final ReferenceDraft resource = new ReferenceDraft();
  final ReferenceDraft subject = new ReferenceDraft();
  @Nullable String relation;
  @Nullable String subjectRelation;
  boolean nested;
  boolean broken;

  private final ViolationCollector faults;
  private final NameCache vocabulary;

  TupleAssembler(NameCache vocabulary, ViolationCollector faults) {
    this.vocabulary = vocabulary;
    this.faults = faults;
  }

  void clear() {
    resource.clear();
    subject.clear();
    relation = null;
    subjectRelation = null;
    nested = false;
    broken = false;
  }

  /** Returns the tuple; null after a fault, which is reported. */
  @Nullable RelationTuple assemble(TuplePath place) {
    String subjectSuffix = nested ? ".subject.subject" : ".subject";
    check(resource, place, ".resource", false);
    checkRelation(place);
    if (isHollow(subject)) {
      missing(subject, place, ".subject.subject");
    }
    check(subject, place, subjectSuffix, true);
    checkSubjectRelation(place);
    if (broken || resource.broken || subject.broken) {
      return null;
    }
    String written = Objects.requireNonNull(relation);
    String stored = vocabulary.storedRelation(written);
    String ofSubject = subjectRelation;
    return new RelationTuple(
        reference(resource),
        stored == null ? vocabulary.newRelation(written) : stored,
        new SubjectReference(
            reference(subject), ofSubject == null ? SubjectReference.NO_RELATION : ofSubject));
  }

  /** Returns whether there is a subject without any part of an object, nested or flat. */
  private boolean isHollow(ReferenceDraft draft) {
    return draft.present && !nested && !draft.broken && !draft.typePresent && draft.id == null;
  }

  private ObjectReference reference(ReferenceDraft draft) {
    ObjectType known = draft.type;
    return new ObjectReference(
        known == null
            ? vocabulary.newType(
                Objects.requireNonNull(draft.namespace), Objects.requireNonNull(draft.name))
            : known,
        Objects.requireNonNull(draft.id));
  }

  private void check(
      ReferenceDraft draft, TuplePath place, String suffix, boolean wildcardAllowed) {
    if (draft.broken) {
      return;
    }
    if (!draft.present) {
      missing(draft, place, suffix);
      return;
    }
    if (draft.typePresent) {
      checkType(draft, place, suffix);
    } else {
      missing(draft, place, suffix + ".type");
    }
    checkId(draft, place, suffix, wildcardAllowed);
  }

  /** Checks the type, unless it is cached and was checked before. */
  private void checkType(ReferenceDraft draft, TuplePath place, String suffix) {
    String namespace = draft.namespace;
    String name = draft.name;
    draft.type = namespace == null || name == null ? null : vocabulary.type(namespace, name);
    if (draft.type != null) {
      return;
    }
    if (draft.flat) {
      checkName(draft, namespace, place, suffix + ".type", true);
      if (!draft.broken) {
        checkName(draft, name, place, suffix + ".type", false);
      }
    } else {
      checkName(draft, namespace, place, suffix + ".type.namespace", true);
      checkName(draft, name, place, suffix + ".type.name", false);
    }
  }

  private void checkName(
      ReferenceDraft draft,
      @Nullable String name,
      TuplePath place,
      String suffix,
      boolean namespace) {
    if (name == null) {
      missing(draft, place, suffix);
    } else if (!(namespace ? StoreRules.isNamespace(name) : StoreRules.isName(name))) {
      draft.broken = true;
      int longest = namespace ? StoreRules.MAX_NAMESPACE_LENGTH : StoreRules.MAX_NAME_LENGTH;
      faults.add(
          INVALID_NAME,
          place.path(suffix),
          NAME_RULE.formatted(StoreRules.MIN_NAME_LENGTH, longest, SafeText.quoted(name)));
    }
  }

  private void checkId(
      ReferenceDraft draft, TuplePath place, String suffix, boolean wildcardAllowed) {
    String id = draft.id;
    if (id == null) {
      missing(draft, place, suffix + ".id");
    } else if (id.equals(StoreRules.WILDCARD)) {
      if (!wildcardAllowed) {
        draft.broken = true;
        faults.add(WILDCARD_NOT_ALLOWED, place.path(suffix + ".id"), "want one object, got \"*\"");
      }
    } else if (!StoreRules.isId(id)) {
      draft.broken = true;
      faults.add(
          INVALID_ID,
          place.path(suffix + ".id"),
          "want 1 to %d of A-Z a-z 0-9 / _ | - = +, got %s"
              .formatted(StoreRules.MAX_ID_LENGTH, SafeText.quoted(id)));
    }
  }

  private void checkRelation(TuplePath place) {
    String name = relation;
    if (broken) {
      return;
    }
    if (name == null) {
      broken = true;
      faults.add(MISSING_FIELD, place.path(".relation"), "want a relation, got none");
    } else if (vocabulary.storedRelation(name) == null
        && (name.isEmpty() || !StoreRules.isName(StoreRules.storedRelation(name)))) {
      broken = true;
      faults.add(
          INVALID_RELATION,
          place.path(".relation"),
          "want 1 to 62 of a-z 0-9 _ after t_, not ending in _, got " + SafeText.quoted(name));
    }
  }

  private void checkSubjectRelation(TuplePath place) {
    String name = subjectRelation;
    if (name == null || name.isEmpty()) {
      return;
    }
    if (!StoreRules.isName(name)) {
      broken = true;
      faults.add(
          INVALID_RELATION,
          place.path(".subject.relation"),
          "want none, or "
              + NAME_RULE
                  .substring("want ".length())
                  .formatted(
                      StoreRules.MIN_NAME_LENGTH,
                      StoreRules.MAX_NAME_LENGTH,
                      SafeText.quoted(name)));
    } else if (StoreRules.WILDCARD.equals(subject.id)) {
      broken = true;
      faults.add(
          WILDCARD_NOT_ALLOWED,
          place.path(".subject.relation"),
          "want none with the wildcard, got " + SafeText.quoted(name));
    }
  }

  private void missing(ReferenceDraft draft, TuplePath place, String suffix) {
    draft.broken = true;
    faults.add(MISSING_FIELD, place.path(suffix), "want the field, got none");
  }
}
