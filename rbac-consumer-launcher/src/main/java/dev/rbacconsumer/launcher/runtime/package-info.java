/**
 * Controls the life of the process: defines a service, and stops it in order on a signal. Start at
 * {@link dev.rbacconsumer.launcher.runtime.GracefulRun}.
 *
 * <p>Two threads use this package: the one that runs the service and the shutdown hook of the JVM.
 * Every class documents its thread safety.
 */
@NullMarked
package dev.rbacconsumer.launcher.runtime;

import org.jspecify.annotations.NullMarked;
