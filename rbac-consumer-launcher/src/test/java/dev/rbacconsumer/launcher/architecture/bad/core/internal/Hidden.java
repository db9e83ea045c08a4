package dev.rbacconsumer.launcher.architecture.bad.core.internal;

/** An internal type. */
public interface Hidden {}
