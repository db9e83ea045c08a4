package dev.rbacconsumer.launcher.architecture.bad.core;

final class ReadsEnvironment {
  String home() {
    return System.getenv("HOME");
  }
}
