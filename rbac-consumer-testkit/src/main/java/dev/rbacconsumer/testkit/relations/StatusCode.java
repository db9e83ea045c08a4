package dev.rbacconsumer.testkit.relations;

/** The failing status codes of gRPC, under the names that the wire has for them. */
public enum StatusCode {
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

  StatusCode(String goName) {
    this.goName = goName;
  }

  /** How a Go program prints it, which is what texts passed on by the server hold. */
  String goName() {
    return goName;
  }
}
