package dev.rbacconsumer.launcher.architecture.bad.kafka;

import io.grpc.Status;

final class KnowsGrpc {
  Status status;
}
