/**
 * How the process lives and dies: what a service is, and how a signal stops it in order. Start at
 * {@link dev.rbacconsumer.launcher.runtime.GracefulRun}.
 *
 * <p>Two threads meet here, the one that runs the service and the shutdown hook of the virtual
 * machine; every class says what is safe.
 */
@NullMarked
package dev.rbacconsumer.launcher.runtime;

import org.jspecify.annotations.NullMarked;
