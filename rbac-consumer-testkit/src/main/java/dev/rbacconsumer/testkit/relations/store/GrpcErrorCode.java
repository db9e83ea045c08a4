package dev.rbacconsumer.testkit.relations.store;

/** gRPC status codes other than OK, with their names in grpc-go. */
public enum GrpcErrorCode {
  CANCELLED("Canceled"),
  UNKNOWN("Unknown"),
  INVALID_ARGUMENT("InvalidArgument"),
  DEADLINE_EXCEEDED("DeadlineExceeded"),
  NOT_FOUND("NotFound"),
  ALREADY_EXISTS("AlreadyExists"),
  PERMISSION_DENIED("PermissionDenied"),
  RESOURCE_EXHAUSTED("ResourceExhausted"),
  FAILED_PRECONDITION("FailedPrecondition"),
  ABORTED("Aborted"),
  OUT_OF_RANGE("OutOfRange"),
  UNIMPLEMENTED("Unimplemented"),
  INTERNAL("Internal"),
  UNAVAILABLE("Unavailable"),
  DATA_LOSS("DataLoss"),
  UNAUTHENTICATED("Unauthenticated");

  private final String goName;

  GrpcErrorCode(String goName) {
    this.goName = goName;
  }

  /**
   * Returns the name as a Go program prints it, which is in the texts that the server passes on.
   */
  public String goName() {
    return goName;
  }
}
