package dev.rbacconsumer.launcher.actions.settings;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Settings of the actions of operators.
 *
 * @param port port of their listener: 0 for any free port; empty for none
 * @param bind address of their listener
 * @param tokenFile file with the token that requests must carry; empty if none is needed
 * @param auditTopic topic of the audit trail; empty if it has none
 * @param auditFile file of the audit trail; empty if it has none
 */
public record ActionSettings(
    Optional<Integer> port,
    InetAddress bind,
    Optional<Path> tokenFile,
    Optional<String> auditTopic,
    Optional<Path> auditFile) {
  /** Returns a copy whose topic has another name. */
  public ActionSettings withTopic(UnaryOperator<String> realName) {
    return new ActionSettings(port, bind, tokenFile, auditTopic.map(realName), auditFile);
  }
}
