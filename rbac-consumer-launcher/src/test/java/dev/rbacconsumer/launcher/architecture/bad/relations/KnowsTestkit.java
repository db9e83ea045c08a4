package dev.rbacconsumer.launcher.architecture.bad.relations;

import dev.rbacconsumer.launcher.architecture.bad.testkit.Fake;

final class KnowsTestkit {
  Fake fake;
}
