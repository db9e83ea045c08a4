/**
 * The metadata of a commit: which records were applied ahead of the committed position, and which
 * range a replay still covers.
 */
@NullMarked
package dev.rbacconsumer.core.checkpoint;

import org.jspecify.annotations.NullMarked;
