/**
 * The admin port: what the consumer tells, and lets itself be told, over HTTP while it runs. A
 * thing that is served is a {@link dev.rbacconsumer.launcher.admin.Route}; {@link
 * dev.rbacconsumer.launcher.admin.AdminEndpoint} serves all that the wiring collects.
 *
 * <p>Requests are answered by threads of the server, several at once, beside delivery, which goes
 * on whatever happens here.
 */
@NullMarked
package dev.rbacconsumer.launcher.admin;

import org.jspecify.annotations.NullMarked;
