package dev.rbacconsumer.launcher.decode;

import java.util.Map;

/** Prints decoded messages. */
interface DecodePrinter {
  void print(DecodedLine line);

  /** Prints the summary at the end: the number of messages per verdict. */
  void summary(Map<Verdict, Integer> counts);
}
