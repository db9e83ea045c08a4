/**
 * Runs a consumer beside a broker and a store that stay up, with a prompt to break and mend them.
 * Start at {@link dev.rbacconsumer.testkit.internal.sandbox.SandboxTool}, which the command {@code
 * sandbox} of the jar finds by its name; {@link dev.rbacconsumer.testkit.internal.sandbox.Sandbox}
 * has the parts, and {@link dev.rbacconsumer.testkit.internal.sandbox.Prompt} the commands.
 *
 * <p>The broker and the consumer are processes of their own; the store is a server in this one, so
 * that it keeps its tuples while it is stopped. One thread types commands. {@link
 * dev.rbacconsumer.testkit.internal.sandbox.Sandbox#close} may be called by another.
 */
@NullMarked
package dev.rbacconsumer.testkit.internal.sandbox;

import org.jspecify.annotations.NullMarked;
