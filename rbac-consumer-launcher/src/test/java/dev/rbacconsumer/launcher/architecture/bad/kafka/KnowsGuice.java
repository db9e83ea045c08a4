package dev.rbacconsumer.launcher.architecture.bad.kafka;

import com.google.inject.Injector;

final class KnowsGuice {
  Injector injector;
}
