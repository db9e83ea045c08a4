/**
 * Serves the consumer's status over HTTP: as JSON at {@code /status}, and as a page for people at
 * the root. Both are {@link dev.rbacconsumer.launcher.admin.Route}s. The content is documented in
 * {@code docs/status.md}, and a test compares the two; its names are public API.
 */
@NullMarked
package dev.rbacconsumer.launcher.status;

import org.jspecify.annotations.NullMarked;
