/**
 * The code that the documentation shows, compiled and run. {@code SnippetsTest} holds the pages to
 * it.
 */
@NullMarked
package dev.rbacconsumer.launcher.docs;

import org.jspecify.annotations.NullMarked;
