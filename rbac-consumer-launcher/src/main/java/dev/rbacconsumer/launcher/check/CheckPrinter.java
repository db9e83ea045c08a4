package dev.rbacconsumer.launcher.check;

import java.util.List;

/** How findings are told. */
interface CheckPrinter {
  /** Tells of one, as soon as it is there. */
  void print(Finding finding);

  /**
   * Ends.
   *
   * @param settings one line for each, secrets masked
   * @param warnings one sentence each
   */
  void finish(boolean good, List<String> settings, List<String> warnings);
}
