package dev.rbacconsumer.launcher.decode;

import java.util.Map;

/** Shows what was decoded. */
interface DecodePrinter {
  void print(DecodedLine line);

  /** Comes last: how many messages had which verdict. */
  void summary(Map<Verdict, Integer> counts);
}
