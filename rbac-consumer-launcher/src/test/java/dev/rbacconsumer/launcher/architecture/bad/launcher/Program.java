package dev.rbacconsumer.launcher.architecture.bad.launcher;

public final class Program {}
