/**
 * Serves the actions of operators on a listener of their own: authorization, limits, requests and
 * the audit trail.
 */
@NullMarked
package dev.rbacconsumer.launcher.actions;

import org.jspecify.annotations.NullMarked;
