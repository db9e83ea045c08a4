/**
 * Shows a consumer group as a whole, and finds the owner of a partition. Start at {@link
 * dev.rbacconsumer.launcher.group.GroupReport} and {@link
 * dev.rbacconsumer.launcher.group.OwnerLookup}. All types are immutable.
 */
@NullMarked
package dev.rbacconsumer.launcher.group;

import org.jspecify.annotations.NullMarked;
