/** Writes and reads small JSON documents, of reports and of statuses. */
@NullMarked
package dev.rbacconsumer.core.json;

import org.jspecify.annotations.NullMarked;
