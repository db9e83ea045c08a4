package dev.rbacconsumer.launcher.architecture.bad.core;

import java.util.concurrent.ExecutorService;

final class TakesAnExecutor {
  ExecutorService executor;
}
