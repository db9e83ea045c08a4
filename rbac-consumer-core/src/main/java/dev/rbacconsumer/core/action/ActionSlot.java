package dev.rbacconsumer.core.action;

import dev.rbacconsumer.core.action.ActionReply.Code;
import dev.rbacconsumer.core.internal.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the action in progress of one partition, and collects the results of actions until they are
 * taken. Each action is answered once. Not thread-safe.
 */
public final class ActionSlot {
  private final List<PendingAction.Answered> answers = new ArrayList<>();
  private @Nullable PendingAction pending;
  private boolean isAnswered;

  /** Returns the action in progress; null while there is none. */
  public @Nullable PendingAction pending() {
    return pending;
  }

  /** Returns whether the action in progress sets a record aside; false while there is none. */
  public boolean isSetAside() {
    return pending != null && pending.request().action().setsAside();
  }

  /** Returns whether the action in progress pauses or resumes; false while there is none. */
  public boolean isChangeOfPause() {
    return pending != null && pending.request().action().changesPause();
  }

  /** Returns whether the action in progress replays a dead letter; false while there is none. */
  public boolean isReplay() {
    return pending != null && pending.request().action().isReplay();
  }

  /** Returns whether the action in progress releases a parked record; false while there is none. */
  public boolean isRelease() {
    return pending != null && pending.request().action().isRelease();
  }

  /** Begins an action; there must be none. */
  public void begin(PendingAction action) {
    pending = action;
    isAnswered = false;
  }

  /** Ends the action in progress, and answers it unless it was answered before. */
  public void end(Code code, String message) {
    answerEarly(code, message);
    pending = null;
  }

  /** Answers the action in progress, which stays in progress. */
  public void answerEarly(Code code, String message) {
    PendingAction action = pending;
    if (action != null && !isAnswered) {
      isAnswered = true;
      answer(action, code, message);
    }
  }

  /** Answers an action that does not begin. */
  public void answer(PendingAction action, Code code, String message) {
    answers.add(action.answer(code, SafeText.sentence(message)));
  }

  /** Returns the results since the last call. */
  public List<PendingAction.Answered> takeAnswers() {
    List<PendingAction.Answered> taken = List.copyOf(answers);
    answers.clear();
    return taken;
  }
}
