package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.internal.text.SafeText;
import java.time.Instant;

/**
 * A thread that is stalled.
 *
 * @param doing its last activity, in a few words
 * @param since time at which this activity should have ended
 */
public record StallStatus(String doing, Instant since) {
  /** Activity of a thread that waits for an answer of the brokers that does not come. */
  public static final String FOR_POSITION = "waiting for the position of the group";

  private static final String ENDED = "ended by ";

  /** Returns the status of a thread that a defect has ended. */
  public static StallStatus endedBy(Throwable defect, Instant now) {
    return new StallStatus(ENDED + SafeText.sentence(defect.toString()), now);
  }

  /** Returns whether a defect has ended the thread. */
  public boolean isEnd() {
    return doing.startsWith(ENDED);
  }

  /** Returns whether the position of the group is not answered, although the brokers answer. */
  public boolean isForPosition() {
    return doing.equals(FOR_POSITION);
  }
}
