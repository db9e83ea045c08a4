package dev.rbacconsumer.launcher.architecture.bad.testkit;

public final class Fake {}
