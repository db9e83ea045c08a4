package dev.rbacconsumer.core.status;

import dev.rbacconsumer.core.text.SafeText;
import java.time.Instant;

/**
 * A thread that is stalled.
 *
 * @param doing what it did last, in a few words
 * @param since from when on that needs an explanation
 */
public record StallStatus(String doing, Instant since) {
  /** A thread that this defect has ended. */
  public static StallStatus endedBy(Throwable defect, Instant now) {
    return new StallStatus("ended by " + SafeText.sentence(defect.toString()), now);
  }
}
