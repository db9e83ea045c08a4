package dev.rbacconsumer.launcher.check;

import dev.rbacconsumer.core.observe.DeliveryMode;
import java.util.List;

/** How findings are told. */
interface CheckPrinter {
  /** Tells of one, as soon as it is there. */
  void print(Finding finding);

  /**
   * Ends.
   *
   * @param mode whether the consumer would act on what it reads
   * @param settings one line for each, secrets masked
   * @param warnings one sentence each
   */
  void finish(boolean good, DeliveryMode mode, List<String> settings, List<String> warnings);
}
