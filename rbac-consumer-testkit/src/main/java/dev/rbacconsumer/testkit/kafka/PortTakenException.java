package dev.rbacconsumer.testkit.kafka;

/** Thrown when another process listens on one of the ports. */
final class PortTakenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  PortTakenException(BrokerPorts ports, Throwable cause) {
    super("port %d or %d is taken".formatted(ports.broker(), ports.controller()), cause);
  }
}
