/**
 * Requests actions on partitions from running consumers. Start at {@link
 * dev.rbacconsumer.launcher.actions.client.ActionClient}. The answer may come from another version,
 * or from a different server.
 */
@NullMarked
package dev.rbacconsumer.launcher.actions.client;

import org.jspecify.annotations.NullMarked;
