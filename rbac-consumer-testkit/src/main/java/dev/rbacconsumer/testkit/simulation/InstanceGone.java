package dev.rbacconsumer.testkit.simulation;

/**
 * Unwinds what an instance was doing when it crashed. An error of the virtual machine, which no
 * guard around a port takes for a fault of that port.
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
