/** The trackers that keep the status of an instance up to date from delivery events. */
@NullMarked
package dev.rbacconsumer.core.status.tracking;

import org.jspecify.annotations.NullMarked;
