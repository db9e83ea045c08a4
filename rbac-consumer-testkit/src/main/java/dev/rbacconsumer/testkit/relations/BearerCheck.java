package dev.rbacconsumer.testkit.relations;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Locale;

/**
 * Authentication, when it is switched on. The header is kept at the door and judged only after
 * validation, as the server does: an invalid request is told so even without a token.
 */
final class BearerCheck implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<String> HEADER = Context.keyWithDefault("authorization", "");
  private static final String SCHEME = "bearer ";

  private final String token;

  /**
   * @param token that must be sent; empty lets everyone in
   */
  BearerCheck(String token) {
    this.token = token;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    String header = headers.get(AUTHORIZATION);
    Context context = Context.current().withValue(HEADER, header == null ? "" : header);
    return Contexts.interceptCall(context, call, headers, next);
  }

  /** The caller of the call being handled on this thread. */
  Caller caller() {
    return new Caller(HEADER.get(), token);
  }

  /** Who calls, as the header has it. */
  record Caller(String header, String wanted) {
    void require() {
      if (wanted.isEmpty()) {
        return;
      }
      if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
        throw WireRefusals.unauthenticated("JWT token is missing");
      }
      if (!header.substring(SCHEME.length()).equals(wanted)) {
        throw WireRefusals.unauthenticated("Token is invalid");
      }
    }
  }
}
