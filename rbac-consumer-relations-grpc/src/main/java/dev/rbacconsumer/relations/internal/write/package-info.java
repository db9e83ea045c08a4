/** The writes of a change, of a lock and of a mark, independent of the dialect. */
@NullMarked
package dev.rbacconsumer.relations.internal.write;

import org.jspecify.annotations.NullMarked;
