package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.text.SafeText;
import java.time.Instant;

/**
 * A thread that is stalled.
 *
 * @param doing its last activity, in a few words
 * @param since time at which this activity should have ended
 */
public record StallStatus(String doing, Instant since) {
  /** Returns the status of a thread that a defect has ended. */
  public static StallStatus endedBy(Throwable defect, Instant now) {
    return new StallStatus("ended by " + SafeText.sentence(defect.toString()), now);
  }
}
