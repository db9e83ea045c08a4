package dev.rbacconsumer.testkit.simulation.cluster;

/**
 * Unwinds the work of an instance when it crashes. It is an error of the virtual machine, so that
 * guards around a port do not treat it as a fault of the port.
 */
final class InstanceGone extends VirtualMachineError {
  private static final long serialVersionUID = 1L;

  InstanceGone() {
    super("simulated crash");
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
