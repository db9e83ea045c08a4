package dev.rbacconsumer.launcher.architecture.bad.core;

import java.util.UUID;

final class DrawsIdentifiers {
  UUID draw() {
    return UUID.randomUUID();
  }
}
