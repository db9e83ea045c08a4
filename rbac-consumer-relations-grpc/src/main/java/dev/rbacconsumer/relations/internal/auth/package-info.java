/** Tokens for calls: static ones, those of files, and those of an OAuth 2.0 server. */
@NullMarked
package dev.rbacconsumer.relations.internal.auth;

import org.jspecify.annotations.NullMarked;
