/** Settings of the actions of operators and of their audit trail. */
@NullMarked
package dev.rbacconsumer.launcher.actions.settings;

import org.jspecify.annotations.NullMarked;
