/**
 * How the consumer stands, over HTTP: as JSON at {@code /status}, and as a page for people at the
 * root. Both are {@link dev.rbacconsumer.launcher.admin.Route}s. What is told is documented in
 * {@code docs/status.md}, to which a test holds it; its names are public API.
 */
@NullMarked
package dev.rbacconsumer.launcher.status;

import org.jspecify.annotations.NullMarked;
