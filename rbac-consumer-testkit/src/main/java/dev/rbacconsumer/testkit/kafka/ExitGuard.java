package dev.rbacconsumer.testkit.kafka;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents a failing broker from ending the JVM of the test. Kafka calls one static method to exit
 * or halt, for all brokers of the JVM, so this class counts the brokers and restores the real exit
 * with the last one.
 *
 * <p>The refused exit returns instead of throwing: Kafka calls it during its own clean-up, which
 * then continues.
 */
final class ExitGuard {
  private static final Logger LOG = LoggerFactory.getLogger(ExitGuard.class);
  private static int brokers;

  private ExitGuard() {}

  static synchronized void enter() {
    if (brokers++ == 0) {
      Exit.setExitProcedure(ExitGuard::refuse);
      Exit.setHaltProcedure(ExitGuard::refuse);
    }
  }

  static synchronized void leave() {
    if (--brokers == 0) {
      Exit.resetExitProcedure();
      Exit.resetHaltProcedure();
    }
  }

  private static void refuse(int status, String message) {
    LOG.error("the embedded broker gave up and wanted to exit with {}: {}", status, message);
  }
}
