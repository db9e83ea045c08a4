package dev.rbacconsumer.testkit.kafka;

import org.apache.kafka.common.utils.Exit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a broker that gives up from ending the test's JVM. Kafka asks one static place to exit or
 * halt, for all brokers of the JVM, so this counts the brokers and puts the real exit back with the
 * last one.
 *
 * <p>The refused exit returns instead of throwing: where Kafka asks for it, it is in the midst of
 * its own clean-up, which then goes on.
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
