package dev.rbacconsumer.launcher.architecture.bad.relations;

public final class Written {}
