package dev.rbacconsumer.core.letter;

import dev.rbacconsumer.core.action.OperatorAction;
import dev.rbacconsumer.core.change.ChangeSteps;
import dev.rbacconsumer.core.message.Decoding;
import dev.rbacconsumer.core.quarantine.ParkedRecord;
import dev.rbacconsumer.core.record.CommitPosition;
import dev.rbacconsumer.core.record.LetterId;
import dev.rbacconsumer.core.record.Offset;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.TupleChange;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the replay of one dead letter, or of one parked record, has come: first it is decoded,
 * then the records behind it are read, and then it is applied, in one or more parts. Behind a
 * parked record, nothing that touches its tuples was applied, so nothing is read. Not thread-safe.
 */
public final class LetterProgress {
  private static final TupleChange NOTHING = TupleChange.net(List.of(), List.of());

  private final OperatorAction.ReplayLetter letter;
  private final Optional<ParkedRecord> parked;

  private @Nullable Decoding decoding;
  private LaterChanges changes;
  private Set<Offset> waitingThen = Set.of();
  private CommitPosition scannedTo;
  private boolean isBegun;
  private boolean isSettled;
  private TupleChange left = NOTHING;
  private int applied;
  private int notAddedHere;

  /** Creates the progress of a replay that has not begun. */
  public LetterProgress(OperatorAction.ReplayLetter letter) {
    this(letter, Optional.empty());
  }

  /** Creates the progress of a parked record that is not begun. */
  public LetterProgress(ParkedRecord parked) {
    this(
        new OperatorAction.ReplayLetter(
            new LetterId(parked.record().partition(), parked.offset()), parked.record(), Set.of()),
        Optional.of(parked));
  }

  private LetterProgress(OperatorAction.ReplayLetter letter, Optional<ParkedRecord> parked) {
    this.letter = letter;
    this.parked = parked;
    this.scannedTo = letter.record().offset().commitPosition();
    this.changes = new LaterChanges(NOTHING, letter.notApplied());
  }

  /** Returns the letter. */
  public OperatorAction.ReplayLetter letter() {
    return letter;
  }

  /** Returns the parked record; empty for a dead letter. */
  public Optional<ParkedRecord> parked() {
    return parked;
  }

  /** Returns the decoding of the letter; null before it is decoded. */
  public @Nullable Decoding decoding() {
    return decoding;
  }

  /**
   * Takes the decoding of the letter.
   *
   * @param waiting offsets of parked records: they are not applied
   */
  public void decoded(Decoding of, Set<Offset> waiting) {
    decoding = of;
    waitingThen = Set.copyOf(waiting);
    Set<Offset> notApplied = new HashSet<>(letter.notApplied());
    notApplied.addAll(waiting);
    TupleChange change =
        of instanceof Decoding.Relations relations ? relations.event().change() : NOTHING;
    changes = new LaterChanges(change, notApplied);
  }

  /** Returns whether these were the offsets of the parked records when the scan began. */
  public boolean isScannedWithout(Set<Offset> waiting) {
    return waitingThen.equals(waiting);
  }

  /** Returns the position below which every record behind the letter was read. */
  public CommitPosition scannedTo() {
    return scannedTo;
  }

  /** Takes a part of the log. */
  public void scanned(ScannedPart part) {
    part.records().forEach(it -> changes.observe(it.record(), it.decoding()));
    scannedTo = part.readTo().compareTo(scannedTo) > 0 ? part.readTo() : scannedTo;
  }

  /** Returns whether a part of the letter may be in effect. */
  public boolean isBegun() {
    return isBegun;
  }

  /**
   * Fixes what is applied: until it is, nothing else may change the store.
   *
   * @param notAdded tuples that are not added, since later parked records remove them, or have
   *     removed them already
   */
  public void begin(Set<RelationTuple> notAdded) {
    isBegun = true;
    left = TupleChange.fold(List.of(changes.left()), notAdded);
    notAddedHere = changes.left().size() - left.size();
    isSettled = decoding instanceof Decoding.Relations && left.isEmpty();
  }

  /** Returns the next part to apply; without tuples where the letter changes no relations. */
  public TupleChange next(ChangeSteps steps) {
    return steps.first(left);
  }

  /** Returns whether a part is the last one. */
  public boolean isLast(TupleChange part) {
    return part.size() == left.size();
  }

  /** Records that a part is applied. */
  public void confirmed(TupleChange part) {
    left = left.part(part.size(), left.size());
    applied += part.size();
    isSettled = left.isEmpty();
  }

  /** Returns whether nothing is left to be applied. */
  public boolean isSettled() {
    return isSettled;
  }

  /** Returns the number of operations that are applied. */
  public int applied() {
    return applied;
  }

  /** Returns the number of additions that are left out, since parked records behind remove them. */
  public int notAdded() {
    return notAddedHere;
  }

  /** Returns the number of operations that are left out, since later records changed the tuples. */
  public int leftOut() {
    return changes.leftOut().size();
  }
}
