package dev.rbacconsumer.launcher.check;

import java.time.Duration;

/**
 * Result of one step.
 *
 * @param step name of the step
 * @param detail the result, or the problem and the remedy
 * @param took duration; zero for a step that was left out
 */
record Finding(String step, Verdict verdict, String detail, Duration took) {
  enum Verdict {
    GOOD,
    BAD,
    /** The step could not be performed, and a start does not need it. */
    UNKNOWN,
    /** The step was not performed: it depends on a failed one. */
    LEFT_OUT
  }
}
