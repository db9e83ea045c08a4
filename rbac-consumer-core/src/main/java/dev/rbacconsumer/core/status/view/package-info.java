/**
 * Shows the status to programs and to people: {@link
 * dev.rbacconsumer.core.status.view.StatusJsonWriter} is the JSON document, and {@link
 * dev.rbacconsumer.core.status.view.StatusPage} is the page that reads it in a browser. A server of
 * any kind can serve both. The content is documented in {@code docs/status.md}, and a test compares
 * the two; its names are public API.
 *
 * @since 0.1.0
 */
@NullMarked
package dev.rbacconsumer.core.status.view;

import org.jspecify.annotations.NullMarked;
