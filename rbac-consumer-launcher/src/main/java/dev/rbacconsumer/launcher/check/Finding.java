package dev.rbacconsumer.launcher.check;

import java.time.Duration;

/**
 * What one step came to.
 *
 * @param step its name
 * @param detail what was found, or what is wrong and what to do
 * @param took zero for a step that was left out
 */
record Finding(String step, Verdict verdict, String detail, Duration took) {
  enum Verdict {
    GOOD,
    BAD,
    /** Could not be looked at, and is not needed for a start. */
    UNKNOWN,
    /** Not looked at: it rests on one that is bad. */
    LEFT_OUT
  }
}
