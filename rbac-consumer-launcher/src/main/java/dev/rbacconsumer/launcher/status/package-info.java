/**
 * Serves the consumer's status over HTTP: the JSON document of {@link
 * dev.rbacconsumer.core.status.view.StatusJsonWriter} at {@code /status}, and {@link
 * dev.rbacconsumer.core.status.view.StatusPage} at the root. Both are {@link
 * dev.rbacconsumer.launcher.admin.Route}s.
 */
@NullMarked
package dev.rbacconsumer.launcher.status;

import org.jspecify.annotations.NullMarked;
