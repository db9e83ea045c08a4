package dev.rbacconsumer.launcher.architecture.bad.core;

import dev.rbacconsumer.launcher.architecture.bad.core.runtime.Threads;

final class KnowsTheRuntime {
  Object runtime = new Threads();
}
