package dev.rbacconsumer.launcher.architecture.bad.core;

import com.google.inject.Injector;

final class KnowsGuice {
  Injector injector;
}
