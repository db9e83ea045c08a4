package dev.rbacconsumer.launcher.check;

import dev.rbacconsumer.core.observe.DeliveryMode;
import java.util.List;

/** Prints findings. */
interface CheckPrinter {
  /** Prints one finding, as soon as it is available. */
  void print(Finding finding);

  /**
   * Ends the output.
   *
   * @param mode whether the consumer would apply the records that it reads
   * @param settings one line for each, secrets masked
   * @param warnings one sentence each
   */
  void finish(boolean good, DeliveryMode mode, List<String> settings, List<String> warnings);
}
