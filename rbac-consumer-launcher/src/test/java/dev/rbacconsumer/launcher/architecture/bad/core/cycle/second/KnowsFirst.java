package dev.rbacconsumer.launcher.architecture.bad.core.cycle.second;

import dev.rbacconsumer.launcher.architecture.bad.core.cycle.first.KnowsSecond;

/** Uses a package that uses this one. */
public final class KnowsFirst {
  KnowsSecond other;
}
