/** The dialects of the store: the Kessel Relations API, the Inventory API, and SpiceDB. */
@NullMarked
package dev.rbacconsumer.relations.internal.dialect;

import org.jspecify.annotations.NullMarked;
