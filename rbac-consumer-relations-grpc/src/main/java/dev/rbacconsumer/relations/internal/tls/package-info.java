/** TLS with certificates that are read again when their files change. */
@NullMarked
package dev.rbacconsumer.relations.internal.tls;

import org.jspecify.annotations.NullMarked;
