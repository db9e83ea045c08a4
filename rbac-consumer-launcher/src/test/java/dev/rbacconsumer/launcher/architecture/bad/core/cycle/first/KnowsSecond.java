package dev.rbacconsumer.launcher.architecture.bad.core.cycle.first;

import dev.rbacconsumer.launcher.architecture.bad.core.cycle.second.KnowsFirst;

/** Uses a package that uses this one. */
public final class KnowsSecond {
  KnowsFirst other;
}
