package dev.rbacconsumer.launcher.architecture.bad.testkit;

import dev.rbacconsumer.launcher.architecture.bad.launcher.Program;

final class KnowsLauncher {
  Program program;
}
